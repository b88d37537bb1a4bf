# ElementTree, minidom and SAX parse, search, change and write XML.
import io
import xml.etree.ElementTree as ET
import xml.sax
from xml.dom import minidom

text = "<shop><item id='1'><name>Pen &amp; ink</name></item><item id='2'><name>Bööк</name></item></shop>"
root = ET.fromstring(text)
print([item.get("id") for item in root.iter("item")], root.find("item/name").text, root.findtext("./item[@id='2']/name"))
ET.SubElement(root, "total", currency="EUR").text = "3"
root.remove(root[0])
ET.indent(root)
print(ET.tostring(root, encoding="unicode"))
out = io.BytesIO()
ET.ElementTree(root).write(out, encoding="utf-8", xml_declaration=True)
print(out.getvalue()[:38])
print([(event, element.tag) for event, element in ET.iterparse(io.StringIO("<a><b/></a>"), ["start", "end"])])
try:
    ET.fromstring("<a><b></a>")
except ET.ParseError as error:
    print(error, error.position)
print(minidom.parseString("<a><b c='d'/></a>").getElementsByTagName("b")[0].getAttribute("c"))


class Count(xml.sax.ContentHandler):
    names = []

    def startElement(self, name, attributes):
        self.names.append(name)


xml.sax.parseString(text.encode(), Count())
print(Count.names)
print(ET.fromstring("<x xmlns:n='urn:n'><n:y/></x>")[0].tag)
print("OK")
