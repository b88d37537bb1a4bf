# csv reads and writes rows and dictionaries over text in memory.
import csv
import io

text = 'name,price,"notes"\r\npen,1.50,"blue, fine"\r\n"big ""book""",20,"two\nlines"\r\n'
rows = list(csv.reader(io.StringIO(text, newline="")))
print(rows)
for row in csv.DictReader(io.StringIO(text)):
    print(row["name"], float(row["price"]))
out = io.StringIO()
writer = csv.DictWriter(out, ["a", "b"], extrasaction="ignore", lineterminator="\n")
writer.writeheader()
writer.writerows([{"a": 1, "b": "x;y"}, {"a": None, "b": 'q"q', "c": 3}])
print(out.getvalue())
csv.register_dialect("semi", delimiter=";", quoting=csv.QUOTE_ALL)
out = io.StringIO()
csv.writer(out, "semi").writerow([1, "two"])
print(out.getvalue().strip(), csv.Sniffer().sniff("a;b\n1;2\n").delimiter)
print(list(csv.reader(["1|2"], delimiter="|", quoting=csv.QUOTE_NONNUMERIC)))
print("OK")
