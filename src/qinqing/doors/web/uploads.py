"""Where files arrive, piece by piece: tus 1.0.0 with its extensions creation and termination.

POST makes a place, PATCH sends what follows an offset, HEAD tells how far it came, DELETE takes it away. Many networks let
nothing through but GET and POST: POST with ``X-HTTP-Method-Override`` stands for the others, and GET tells as JSON what
the page shows.
"""

import base64
import binascii
from collections.abc import Callable, Mapping
from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from qinqing.doors.web import drafts, shelves
from qinqing.doors.web.requests import Request, same_origin
from qinqing.kernel.errors import NotFound, Refused
from qinqing.services.documents import actions, queries, store

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"
Methods = Mapping[str, Callable[[Request], HttpResponse]]
STATUS = {"too_large": 413, "too_much": 413, "too_many": 429, "disk_full": 507, "conflict": 409}


# Exempt from the token for the same reason as drafts: a file must go on after a sign-in elsewhere changed it.
@csrf_exempt
@login_not_required
def uploads(request: Request) -> HttpResponseBase:
    """POST: a place for one file of one form, by ``Upload-Length`` and ``Upload-Metadata`` (filename, form, mark)."""
    return _served(request, {"POST": _begin, "OPTIONS": _describe})


@csrf_exempt
@login_not_required
def upload(request: Request, code: str) -> HttpResponseBase:
    """One file on its way, of whoever chose it. Raises NotFound alike for absent and somebody else's."""
    one = queries.upload(code)
    if not drafts.holds(request, one.shelf):
        raise NotFound("upload")
    return _served(request, {name: partial(act, one=one) for name, act in METHODS.items()})


def _served(request: Request, methods: Methods) -> HttpResponse:
    """The answer of a method, with the protocol's headers; what the house refuses, as JSON with a Chinese sentence."""
    method = request.method or ""
    if method == "POST":
        method = request.headers.get("X-HTTP-Method-Override", method).upper()
    response = _judged(request, method, methods)
    response.headers["Tus-Resumable"] = VERSION
    response.headers["Cache-Control"] = "no-store"
    return response


def _judged(request: Request, method: str, methods: Methods) -> HttpResponse:
    if method not in methods:
        response = _wrong("这个地址不能这样使用", 405)
        response.headers["Allow"] = ", ".join(sorted(methods))
        return response
    if request.headers.get("Tus-Resumable", VERSION) != VERSION:
        response = _wrong("上传方式的版本不对，请刷新页面再传", 412)
        response.headers["Tus-Version"] = VERSION
        return response
    if method not in ("GET", "HEAD", "OPTIONS") and not same_origin(request):
        return _wrong("这次上传不是从本网站的页面发出的，没有收下", 403)
    try:
        return methods[method](request)
    except Refused as refusal:
        return _wrong(str(refusal), STATUS.get(refusal.code, 422))


def _wrong(why: str, status: int) -> HttpResponse:
    return JsonResponse({"error": why}, status=status)


def _describe(request: Request) -> HttpResponse:
    told = {"Tus-Version": VERSION, "Tus-Extension": "creation,termination"}
    return HttpResponse(status=204, headers=told | {"Tus-Max-Size": str(store.limit("QINQING_FILE_LIMIT"))})


def _begin(request: Request) -> HttpResponse:
    size, told = _number(request, "Upload-Length"), _metadata(request)
    if size is None or told is None or not told.get("filename"):
        return _wrong("没有说明文件的名称和大小，请刷新页面再传", 422)
    form = told.get("form", "")
    if not drafts.is_form(form):
        return _wrong("没有说明是哪张表的材料，请刷新页面再传", 422)
    if not shelves.room_for(request, at=request.at):
        raise Refused("这个网络传的文件太多，请过一小时再传，文字可以先提交，材料随后补充", code="too_many")
    shelf = drafts.shelf_for(request, form, at=request.at)
    one = actions.begin_upload(shelf, name=told["filename"], size=size, mark=told.get("mark", ""), at=request.at)
    response = JsonResponse(_told(one), status=201)
    response.headers["Location"] = reverse("web:upload", args=[one.code])
    return response


def _tell(request: Request, one: queries.Upload) -> HttpResponse:
    return JsonResponse(_told(one))


def _offset(request: Request, one: queries.Upload) -> HttpResponse:
    return HttpResponse(headers={"Upload-Offset": str(one.received), "Upload-Length": str(one.declared)})


def _add(request: Request, one: queries.Upload) -> HttpResponse:
    offset = _number(request, "Upload-Offset")
    if request.content_type != PIECE:
        return _wrong(f"内容的格式应当是 {PIECE}", 415)
    if offset is None:
        return _wrong("没有说明从哪里接着传，请刷新页面再传", 422)
    one = actions.add_piece(one, offset=offset, stream=request, at=request.at)
    return HttpResponse(status=204, headers={"Upload-Offset": str(one.received)})


def _drop(request: Request, one: queries.Upload) -> HttpResponse:
    actions.drop_upload(one.shelf, one.code)
    return HttpResponse(status=204)


METHODS = {"GET": _tell, "HEAD": _offset, "PATCH": _add, "DELETE": _drop}


def _told(one: queries.Upload) -> dict[str, object]:
    return {
        "code": one.code,
        "url": reverse("web:upload", args=[one.code]),
        "name": one.name,
        "declared": one.declared,
        "size": one.size,
        "offset": one.received,
        "state": one.state,
        "note": one.note,
        "reason": one.reason,
    }


def _number(request: Request, header: str) -> int | None:
    text = request.headers.get(header, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def _metadata(request: Request) -> dict[str, str] | None:
    """``filename <base64>,form <base64>``; None for what is no such thing."""
    told = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _, value = pair.strip().partition(" ")
        try:
            told[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, ValueError):
            return None
    return told
