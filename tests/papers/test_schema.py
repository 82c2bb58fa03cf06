"""Word opens only files whose elements stand in the schema's order; there is no Word here, so the order is checked."""

import io
import zipfile

import pytest
from lxml import etree
from tests.papers.forms import MARKS, filled, template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# ECMA-376: CT_PPr, CT_RPr, CT_TblPr, CT_TcPr, CT_SectPr.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "pBdr": "top left bottom right between bar",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
}


def roots(docx: bytes):
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                yield name, etree.fromstring(archive.read(name))


@pytest.mark.parametrize("form", MARKS)
@pytest.mark.parametrize("make", [template, filled])
def test_elements_stand_in_the_schemas_order(form, make):
    wrong = []
    for name, root in roots(make(form)):
        for parent, order in ORDER.items():
            places = {f"{W}{child}": place for place, child in enumerate(order.split())}
            for one in root.iter(f"{W}{parent}"):
                found = [places[child.tag] for child in one]
                # Heads and feet share one place in a section.
                found = [1 if parent == "sectPr" and place <= 1 else place for place in found]
                if found != sorted(found):
                    wrong.append((name, parent, [child.tag.removeprefix(W) for child in one]))
    assert wrong == []


@pytest.mark.parametrize("form", MARKS)
def test_every_cell_ends_with_a_paragraph(form):
    for _, root in roots(filled(form)):
        assert all(cell[-1].tag == f"{W}p" for cell in root.iter(f"{W}tc"))


@pytest.mark.parametrize("form", MARKS)
def test_every_table_is_followed_by_a_paragraph(form):
    for name, root in roots(filled(form)):
        if name == "word/document.xml":
            after = [table.getnext().tag for table in root[0].iter(f"{W}tbl")]
            assert after == [f"{W}p"] * 3


@pytest.mark.parametrize("form", MARKS)
def test_every_part_is_declared_and_every_link_leads_to_one(form):
    with zipfile.ZipFile(io.BytesIO(filled(form))) as archive:
        names = set(archive.namelist())
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        declared = {one.get("PartName", "").lstrip("/") for one in types}
        endings = {one.get("Extension") for one in types}
        assert all(name in declared or name.rpartition(".")[2] in endings for name in names - {"[Content_Types].xml"})
        for name in names:
            if name.endswith(".rels"):
                folder = name.partition("_rels/")[0]
                links = etree.fromstring(archive.read(name))
                assert all(f"{folder}{one.get('Target')}".replace("word/../", "") in names for one in links)
