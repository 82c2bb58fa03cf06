"""Addresses of the portal."""

from django.urls import path

from qinqing.doors.portal.views import bulletins, campaigns, feeds, messages, own, public, ratings, slots

app_name = "portal"

urlpatterns = [
    path("", public.home, name="home"),
    path("plan", public.the_plan, name="plan"),
    path("help", public.guide_page, name="help"),
    path("days/", public.days, name="days"),
    path("days/schedule.ics", feeds.schedule, name="schedule"),
    path("days/feed/<slug:token>.ics", feeds.feed, name="feed"),
    path("days/subscribe", feeds.subscribe, name="subscribe"),
    path("bulletins/", bulletins.bulletins, name="bulletins"),
    path("bulletins/feed.xml", bulletins.feed, name="bulletin_feed"),
    path("bulletins/<slug:month>/", bulletins.bulletin, name="bulletin"),
    path("bulletins/<slug:month>/figures.csv", bulletins.as_csv, name="bulletin_csv"),
    path("bulletins/<slug:month>/figures.json", bulletins.as_json, name="bulletin_json"),
    path("bulletins/<slug:month>/aloud.txt", bulletins.read_out, name="bulletin_aloud"),
    path("track", public.track, name="track"),
    path("appeals/new", own.lodge, name="lodge"),
    path("appeals/<slug:code>/receipt", own.receipt, name="receipt"),
    path("campaigns/<slug:code>/", campaigns.campaign, name="campaign"),
    path("campaigns/<slug:code>/files/<slug:file>/", campaigns.campaign_file, name="campaign_file"),
    path("rate/<slug:token>/", ratings.arrive, name="rating_link"),
    path("rating/<slug:code>/", ratings.rate, name="rating"),
    path("my/", own.mine, name="mine"),
    path("my/join", own.join, name="join"),
    path("my/messages/", messages.messages, name="messages"),
    path("my/messages/read/", messages.messages_read, name="messages_read"),
    path("my/messages/choices/", messages.message_choices, name="message_choices"),
    path("my/messages/<int:pk>/", messages.message, name="message"),
    path("my/<slug:code>/", own.appeal, name="appeal"),
    path("my/<slug:code>/ask_slot", slots.ask_slot, name="ask_slot"),
    path("my/<slug:code>/slots/<slug:slot>/<slug:name>", slots.slot_move, name="slot_move"),
    path("my/<slug:code>/evaluate", own.evaluate, name="evaluate"),
    path("my/<slug:code>/files/<slug:file>", own.file, name="file"),
    path("my/<slug:code>/papers/<slug:paper>/<slug:form>", own.paper, name="paper"),
    path("my/<slug:code>/items/<slug:item>/<slug:name>", own.item_move, name="item_move"),
    path("my/<slug:code>/<slug:name>", own.move, name="move"),
]
