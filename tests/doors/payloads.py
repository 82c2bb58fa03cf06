"""Eighty ways to make a page do what its writer did not mean: each names ``XSS``, which no page of ours says by itself."""

PLAIN = (
    "<script>XSS()</script>", "<SCRIPT SRC=//x.example/XSS.js></SCRIPT>", "<scr<script>ipt>XSS()</scr</script>ipt>",
    "<script\x20type=text/javascript>XSS()</script>", "<script/x>XSS()</script>", "<script>XSS()//", "<<script>XSS();//<</script>",
    "</script><script>XSS()</script>", "</title><script>XSS()</script>", "</textarea><script>XSS()</script>",
    "</style><script>XSS()</script>", "</noscript><script>XSS()</script>", "</template><script>XSS()</script>",
    "--><script>XSS()</script>", "]]><script>XSS()</script>", "%3Cscript%3EXSS()%3C/script%3E",
    "\\x3cscript\\x3eXSS()", "\\u003cscript\\u003eXSS()", "＜script＞XSS()＜/script＞", "+ADw-script+AD4-XSS()+ADw-/script+AD4-",
)  # fmt: skip
EVENTS = (
    "<img src=x onerror=XSS()>", "<IMG SRC=x OnErRoR=XSS()>", "<img src=x onerror\n=XSS()>", "<img/src=x/onerror=XSS()>",
    '<img src="x:XSS" onerror="XSS()">', "<img src=`x`onerror=XSS()>", '<img """><script>XSS()</script>">',
    "<svg onload=XSS()>", "<svg/onload=XSS()>", "<svg><script>XSS()</script></svg>", "<svg><animate onbegin=XSS() attributeName=x>",
    "<svg><a xlink:href=javascript:XSS()><text>x</text></a></svg>", "<math><mtext></form><form><mglyph><style><img src onerror=XSS()>",
    "<math href=javascript:XSS()>x</math>", "<body onload=XSS()>", "<body onpageshow=XSS()>", "<input autofocus onfocus=XSS()>",
    "<select autofocus onfocus=XSS()>", "<textarea autofocus onfocus=XSS()>", "<details open ontoggle=XSS()>",
    "<video><source onerror=XSS()>", "<video poster=javascript:XSS()>", "<audio src=x onerror=XSS()>", "<marquee onstart=XSS()>",
    "<div onpointerover=XSS()>x</div>", "<p style=animation-name:x onanimationstart=XSS()>", "<iframe onload=XSS()>",
    "<object data=javascript:XSS()>", "<embed src=javascript:XSS()>", "<isindex action=javascript:XSS() type=image>",
)  # fmt: skip
ADDRESSES = (
    "<a href=javascript:XSS()>x</a>", "<a href=' &#106;avascript:XSS()'>x</a>", "<a href='java\tscript:XSS()'>x</a>",
    "<a href=data:text/html,<script>XSS()</script>>x</a>", "<a href=vbscript:XSS()>x</a>", "javascript:XSS()",
    "javascript://%0aXSS()", "<iframe src=javascript:XSS()>", "<iframe srcdoc='<script>XSS()</script>'>",
    "<form action=javascript:XSS()><button>x</button></form>", "<button formaction=javascript:XSS()>x</button>",
    "<base href=//x.example/XSS/>", "<link rel=stylesheet href=//x.example/XSS.css>", "<meta http-equiv=refresh content=0;url=//x.example/XSS>",
    "<style>@import'//x.example/XSS.css';</style>", "<div style=background:url(javascript:XSS())>",
)  # fmt: skip
ATTRIBUTES = (
    '" onmouseover="XSS()', "' onmouseover='XSS()", '" autofocus onfocus="XSS()" x="', "x onmouseover=XSS() y",
    '"><svg onload=XSS()>', "'><svg onload=XSS()>", "`onmouseover=XSS()`", '" style="x:expression(XSS())',
    '" hx-get="/XSS" hx-trigger="load', '" hx-on:load="XSS()', '"}};XSS();//', "';XSS();//", "${XSS()}", "{{ XSS }}",
    "{% debug %}XSS", "<!--#exec cmd=XSS-->", "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY XSS 'x'>]><x>&XSS;</x>",
)  # fmt: skip
PAYLOADS = (*PLAIN, *EVENTS, *ADDRESSES, *ATTRIBUTES)
