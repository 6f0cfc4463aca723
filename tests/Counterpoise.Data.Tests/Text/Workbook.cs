using System.Globalization;
using System.IO.Compression;
using System.Security;

namespace Counterpoise.Data.Tests.Text;

/// <summary>Writes the smallest workbooks that readers take: numbers, texts and dates.</summary>
internal static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static void Write(string path, params (string Name, object?[][] Rows)[] sheets)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        Add(zip, "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
            + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
            + "ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" "
            + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>");
        Add(zip, "_rels/.rels",
            $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
            + $"Type=\"{Links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        var named = sheets.Select((s, i) => $"<sheet name=\"{s.Name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>");
        Add(zip, "xl/workbook.xml",
            $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Links}\"><sheets>{string.Concat(named)}</sheets></workbook>");
        var related = sheets.Select((_, i) =>
            $"<Relationship Id=\"rId{i + 1}\" Type=\"{Links}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>");
        Add(zip, "xl/_rels/workbook.xml.rels",
            $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(related)}"
            + $"<Relationship Id=\"rIdS\" Type=\"{Links}/styles\" Target=\"styles.xml\"/></Relationships>");
        Add(zip, "xl/styles.xml",
            $"<styleSheet xmlns=\"{Main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"22\" "
            + $"applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
        for (var i = 0; i < sheets.Length; i++)
        {
            var rows = sheets[i].Rows.Select((r, row) =>
                $"<row r=\"{row + 1}\">{string.Concat(r.Select((c, column) => Cell(c, $"{(char)('A' + column)}{row + 1}")))}</row>");
            Add(zip, $"xl/worksheets/sheet{i + 1}.xml",
                $"<worksheet xmlns=\"{Main}\"><sheetData>{string.Concat(rows)}</sheetData></worksheet>");
        }
    }

    private static string Cell(object? value, string place) => value switch
    {
        null => "",
        string text => $"<c r=\"{place}\" t=\"inlineStr\"><is><t>{SecurityElement.Escape(text)}</t></is></c>",
        DateTime date => $"<c r=\"{place}\" s=\"1\"><v>{date.ToOADate().ToString("R", CultureInfo.InvariantCulture)}</v></c>",
        double number => $"<c r=\"{place}\"><v>{number.ToString("R", CultureInfo.InvariantCulture)}</v></c>",
        _ => throw new ArgumentException($"a cell of {value.GetType()}"),
    };

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text);
    }
}
