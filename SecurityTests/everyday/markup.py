# Everyday markup: xml.etree, minidom, sax, html.parser, xmlrpc text.

SHOP = "<shop><item id='1' price='2.5'>pen</item><item id='2' price='10'>b&#246;ok</item><!-- end --></shop>"


def test_etree_search():
    import xml.etree.ElementTree as ET
    root = ET.fromstring(SHOP)
    assert [item.text for item in root.findall("item")] == ["pen", "böok"]
    assert sum(float(item.get("price")) for item in root) == 12.5 and root.find("item[@id='2']").attrib["price"] == "10"
    assert root.findtext("missing", "none") == "none" and len(root) == 2


def test_etree_build():
    import xml.etree.ElementTree as ET
    root = ET.Element("list", version="1")
    for n in range(2):
        ET.SubElement(root, "n", {"i": str(n)}).text = "<" * n
    root.append(ET.Comment("done"))
    assert ET.tostring(root, encoding="unicode") == '<list version="1"><n i="0" /><n i="1">&lt;</n><!--done--></list>'
    ET.indent(root)
    assert ET.tostring(root).count(b"\n") == 4 and ET.tostring(ET.Element("a"), short_empty_elements=False) == b"<a></a>"


def test_etree_namespaces():
    import xml.etree.ElementTree as ET
    root = ET.fromstring("<f xmlns='urn:a' xmlns:b='urn:b'><b:x/><y/></f>")
    assert [child.tag for child in root] == ["{urn:b}x", "{urn:a}y"]
    assert root.find("q:x", {"q": "urn:b"}) is not None
    ET.register_namespace("pre", "urn:b")
    assert b"pre:x" in ET.tostring(root)


def test_etree_parsing():
    import io
    import xml.etree.ElementTree as ET
    tags = [element.tag for _, element in ET.iterparse(io.BytesIO(SHOP.encode()))]
    assert tags == ["item", "item", "shop"]
    parser = ET.XMLPullParser(["start"])
    parser.feed("<a><b>")
    assert [element.tag for _, element in parser.read_events()] == ["a", "b"]
    assert ET.parse(io.StringIO(SHOP)).getroot().tag == "shop"
    try:
        ET.fromstring("<a>")
    except ET.ParseError as error:
        assert error.position == (1, 3)


def test_minidom_edit():
    from xml.dom import minidom
    document = minidom.parseString(SHOP)
    item = document.getElementsByTagName("item")[0]
    item.setAttribute("sold", "yes")
    item.appendChild(document.createElement("note")).appendChild(document.createTextNode("a & b"))
    assert 'sold="yes"' in item.toxml() and "a &amp; b" in document.toprettyxml(indent=" ")
    assert item.firstChild.data == "pen" and item.nextSibling.nodeName == "item"


def test_sax_handler():
    import xml.sax

    class Prices(xml.sax.ContentHandler):
        def __init__(self):
            self.total, self.text = 0, ""

        def startElement(self, name, attributes):
            self.total += float(attributes.get("price", 0))

        def characters(self, content):
            self.text += content

    xml.sax.parseString(SHOP.encode(), handler := Prices())
    assert handler.total == 12.5 and handler.text == "penböok"
    try:
        xml.sax.parseString(b"<a", xml.sax.ContentHandler())
    except xml.sax.SAXParseException as error:
        assert error.getLineNumber() == 1


def test_sax_writer():
    import io
    from xml.sax.saxutils import XMLGenerator, escape, quoteattr, unescape
    writer = XMLGenerator(out := io.StringIO(), short_empty_elements=True)
    writer.startElement("a", {"b": '"'})
    writer.characters("<&>")
    writer.endElement("a")
    assert out.getvalue() == "<a b='\"'>&lt;&amp;&gt;</a>" and unescape(escape("<")) == "<" and quoteattr("x") == '"x"'


def test_pulldom_events():
    from xml.dom import pulldom
    events = pulldom.parseString(SHOP)
    for kind, node in events:
        if kind == pulldom.START_ELEMENT and node.tagName == "item":
            events.expandNode(node)
            assert node.toxml().startswith("<item id=")
            break


def test_expat_callbacks():
    from xml.parsers import expat
    parser, names = expat.ParserCreate(), []
    parser.StartElementHandler = lambda name, attributes: names.append((name, len(attributes)))
    parser.Parse(SHOP, True)
    assert names == [("shop", 0), ("item", 2), ("item", 2)] and expat.ErrorString(3)


def test_html_parser():
    from html.parser import HTMLParser

    class Links(HTMLParser):
        def __init__(self):
            super().__init__()
            self.links, self.text = [], []

        def handle_starttag(self, tag, attributes):
            if tag == "a":
                self.links.append(dict(attributes).get("href"))

        def handle_data(self, data):
            self.text.append(data.strip())

    parser = Links()
    parser.feed("<p>See <a href='/x?a=1&amp;b'>this &eacute;</a><br/><img src=y><a>none</a>")
    assert parser.links == ["/x?a=1&b", None] and "this é" in parser.text


def test_xmlrpc_text():
    import xmlrpc.client
    text = xmlrpc.client.dumps(({"a": [1, True, "é"]},), "method")
    assert xmlrpc.client.loads(text) == (({"a": [1, True, "é"]},), "method")
    try:
        xmlrpc.client.loads(xmlrpc.client.dumps(xmlrpc.client.Fault(3, "no")))
    except xmlrpc.client.Fault as fault:
        assert fault.faultCode == 3


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
