using System.IO.Compression;
using Counterpoise.Tables;

namespace Counterpoise.Data.Tests.Text;

/// <summary>What a number would lose is kept as a name; what is written is kept as it was read; what means missing can be named.</summary>
public sealed class TextsKeptTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("9007199254740993", "9007199254740995", ColumnDoubt.LongIntegers)]
    [InlineData("9007199254740993.0", "9007199254740995.0", ColumnDoubt.LongIntegers)]
    [InlineData("00501", "2134", ColumnDoubt.LeadingZeros)]
    public void Integers_that_a_number_would_change_are_names(string one, string other, ColumnDoubt why)
    {
        var path = _folder.Write("a.csv", $"id,y\n{one},a\n{other},b\n17,a\n");
        var read = TableFile.ReadLenient(path, new TableReadOptions { Target = "y" });
        Assert.Equal([one, other, "17"], Enumerable.Range(0, 3).Select(read.Table["id"].Text));
        Assert.Equal((ColumnKind.Categorical, why, false), (read.Table["id"].Kind, Assert.Single(read.Doubts).Doubt,
            read.Doubts[0].IsOpen));
        Assert.Contains($"line 2: '{one}'", read.Doubts[0].ToString());
        Assert.Equal(ColumnKind.Numeric, TableFile.Read(path,
            new TableReadOptions { Kinds = new Dictionary<string, ColumnKind> { ["id"] = ColumnKind.Numeric } })["id"].Kind);
    }

    [Fact]
    public void Integers_that_a_double_holds_are_numbers()
    {
        var read = TableFile.ReadLenient(_folder.Write("a.csv", "a,b,c\n9007199254740992,0,-1\n5000000000000000000,0.5,0\n1,10,+7\n"));
        Assert.All(read.Table.Columns, c => Assert.Equal(ColumnKind.Numeric, c.Kind));
        Assert.Empty(read.Doubts);
    }

    [Fact]
    public void Classes_and_groups_are_names_in_the_order_of_their_numbers_and_equal_numbers_are_one_class()
    {
        var table = TableFile.Read(_folder.Write("a.csv", "x,g,y\n1,007,10\n2,7,2\n3,9007199254740993,2.0\n4,9007199254740992,1\n"),
            new TableReadOptions { Target = "y", Groups = "g" });
        Assert.Equal(["1", "2", "10"], table.Labels!.Classes);
        Assert.Equal([2, 1, 1, 0], table.Labels.Codes.ToArray());
        Assert.Equal(4, table.Groups!.Classes.Count);
        Assert.Equal("007", table.Groups.Classes[table.Groups[0]]);
        var zeros = TableFile.Read(_folder.Write("z.csv", "x,y\n1,01\n2,1\n3,10\n"), new TableReadOptions { Target = "y" }).Labels!;
        Assert.Equal(["01", "1", "10"], zeros.Classes);
        Assert.Equal(["0.0", "1.0"], TableFile.Read(_folder.Write("d.csv", "x,y\n1,1.0\n2,0.0\n"), new TableReadOptions { Target = "y" })
            .Labels!.Classes);
    }

    [Fact]
    public void Texts_are_kept_where_asked()
    {
        var path = _folder.Write("a.csv", "x,c,t,y\n10.10,NA,2023-01-01,a\n1e3,p,2023-01-02,b\nnull,q,2023-01-03,a\n5, ,2023-01-04,b\n");
        var options = new TableReadOptions { Target = "y", KeepTexts = true };
        var table = TableFile.Read(path, options).Select([3, 2, 1, 0]);
        Assert.Equal(["5", "null", "1e3", "10.10"], Enumerable.Range(0, 4).Select(table["x"].Text));
        Assert.Equal([5, double.NaN, 1000, 10.1], ((NumericColumn)table["x"]).Values.ToArray());
        Assert.Equal("NA", table["c"].Text(3));
        Assert.True(table["c"].IsMissing(3));
        TableFile.Write(TableFile.Read(path, options), _folder["b.csv"]);
        Assert.Equal("10.10,NA,2023-01-01,a", File.ReadAllLines(_folder["b.csv"])[1]);
        Assert.Equal("10.1", TableFile.Read(path)["x"].Text(0));
    }

    [Fact]
    public void A_text_that_means_missing_is_named_and_can_be_a_class()
    {
        var path = _folder.Write("a.csv", "x,region\n1,EU\n2,APAC\n3,NA\n4,EU\n5,NA\n");
        var error = Assert.Throws<TableFormatException>(() => TableFile.Read(path, new TableReadOptions { Target = "region" }));
        Assert.Contains("line 4, column 'region': 'NA' means missing, and every row needs a value here", error.Message);
        Assert.Contains("take 'NA' out of MissingTokens", error.Message);
        var lenient = TableFile.ReadLenient(path, new TableReadOptions { Target = "region" });
        Assert.Equal(new Dictionary<string, long> { ["NA"] = 2 }, lenient.LostClasses);
        var kept = TableFile.Read(path, new TableReadOptions { Target = "region", MissingTokens = new HashSet<string> { "" } });
        Assert.Equal(["APAC", "EU", "NA"], kept.Labels!.Classes);
        var feature = TableFile.ReadLenient(path, new TableReadOptions { Target = "x", Kinds = new Dictionary<string,
            ColumnKind> { ["x"] = ColumnKind.Categorical } });
        Assert.Equal(2, feature.MissingTexts["region"]["NA"]);
    }

    [Theory]
    [InlineData("5.1,3.5,0\n4.9,3.0,0\n6.2,3.1,1\n")]
    [InlineData("5.1,3.5,Iris-setosa\n4.9,3.0,Iris-setosa\n6.2,3.1,Iris-virginica\n")]
    [InlineData("p,x,s\nx,x,s\np,y,t\n")]
    public void A_first_line_that_looks_like_a_row_is_asked_about(string text)
    {
        var path = _folder.Write("a.csv", text);
        Assert.Contains("looks like a row", Assert.Throws<TableFormatException>(() => TableFile.Read(path)).Message);
        Assert.Equal(3, TableFile.Read(path, new TableReadOptions { HasHeader = false }).RowCount);
        Assert.Equal(2, TableFile.Read(path, new TableReadOptions { HasHeader = true }).RowCount);
    }

    [Theory]
    [InlineData("id,2019,2020\n1,2,3\n4,5,6\n")]
    [InlineData("label,0,1\n5,0,0\n")]
    [InlineData("a,b\n1,2\n")]
    [InlineData("a,b\n")]
    [InlineData("1,2\n")]
    public void Names_are_names(string text) => Assert.NotEmpty(TableFile.Read(_folder.Write("a.csv", text)).Columns);

    [Fact]
    public void A_count_becomes_two_classes_by_a_rule()
    {
        var table = TableFile.Read(_folder.Write("a.csv", "x,bug\n1,0\n2,3\n3,1\n"),
            new TableReadOptions { Target = "bug", PositiveWhen = ClassRule.Parse("> 0") });
        Assert.Equal(["<=0", ">0"], table.Labels!.Classes);
        Assert.Equal([0, 1, 1], table.Labels.Codes.ToArray());
        Assert.Contains("'many' is not a number", Assert.Throws<TableFormatException>(() =>
            TableFile.Read(_folder.Write("b.csv", "x,bug\n1,many\n"),
            new TableReadOptions { Target = "bug", PositiveWhen = ClassRule.Parse(">0") })).Message);
        Assert.Throws<FormatException>(() => ClassRule.Parse("bug>0"));
    }

    [Fact]
    public void Packed_files_are_read_as_they_are()
    {
        var path = _folder.Write("a.csv", "x,y\n1,a\n2,b\n");
        using (var gz = new GZipStream(File.Create(_folder["a.csv.gz"]), CompressionLevel.Optimal))
        {
            gz.Write(File.ReadAllBytes(path));
        }

        using (var zip = ZipFile.Open(_folder["a.zip"], ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(path, "data/a.csv");
            zip.CreateEntryFromFile(path, "__MACOSX/data/._a.csv");
            zip.CreateEntryFromFile(path, "readme.md");
            zip.CreateEntryFromFile(path, "licence.txt");
        }

        foreach (var packed in new[] { "a.csv.gz", "a.zip" })
        {
            Assert.True(TableFile.IsTable(packed));
            var table = TableFile.Read(_folder[packed], new TableReadOptions { Target = "y" });
            Assert.Equal([1, 2], ((NumericColumn)table["x"]).Values.ToArray());
        }

        using (var zip = ZipFile.Open(_folder["two.zip"], ZipArchiveMode.Create))
        {
            zip.CreateEntryFromFile(path, "a.csv");
            zip.CreateEntryFromFile(path, "b.csv");
        }

        Assert.Contains("holds 2 tables (a.csv, b.csv)", Assert.Throws<TableFormatException>(() => TableFile.Read(_folder["two.zip"]))
            .Message);
        File.WriteAllBytes(_folder["broken.csv.gz"], [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]);
        Assert.Throws<TableFormatException>(() => TableFile.Read(_folder["broken.csv.gz"]));
        Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("broken.zip", "no archive")));
        Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("broken.xlsx", "no archive")));
    }

    [Fact]
    public void A_workbook_gives_numbers_dates_and_texts_of_its_sheet()
    {
        Workbook.Write(_folder["a.xlsx"], ("rows", [["when", "x", "zip", "y"], [new DateTime(2023, 2, 1), 1234.5, "00501", "a"],
            [new DateTime(2023, 2, 2, 10, 30, 0), 2.0, "01010", "b"], [new DateTime(2023, 2, 3), null, "02134", "a"]]));
        var table = TableFile.Read(_folder["a.xlsx"], new TableReadOptions { Target = "y", Time = "when" });
        Assert.Equal([1675209600, 1675333800, 1675382400], table.Time!);
        Assert.Equal([1234.5, 2, double.NaN], ((NumericColumn)table["x"]).Values.ToArray());
        Assert.Equal("00501", table["zip"].Text(0));
        Workbook.Write(_folder["b.xlsx"], ("one", [["a"], [1.0]]), ("two", [["b"], [2.0]]));
        Assert.Contains("2 sheets with rows (one, two)", Assert.Throws<TableFormatException>(() => TableFile.Read(_folder["b.xlsx"]))
            .Message);
        Assert.Equal(["b"], TableFile.ColumnNames(_folder["b.xlsx"], new TableReadOptions { Sheet = "two" }));
    }

    /// <summary>A double holds 1234567890123456789 as 1234567890123456770: two accounts would be one.</summary>
    [Fact]
    public void Whole_numbers_whose_digits_a_workbook_loses_are_refused_with_what_to_do()
    {
        Workbook.Write(_folder["a.xlsx"], ("rows", [["account", "x", "y"], [1234567890123456789.0, 3e17, "a"], [17.0, 1e300, "b"]]));
        var fault = Assert.Throws<TableFormatException>(() => TableFile.Read(_folder["a.xlsx"]));
        Assert.Contains("row 2, column 'account' holds a number of more than 15 digits", fault.Message, StringComparison.Ordinal);
        var table = TableFile.Read(_folder["a.xlsx"], new TableReadOptions { Exclude = ["account"], Target = "y" });
        Assert.Equal([3e17, 1e300], ((NumericColumn)table["x"]).Values.ToArray());
    }

    [Fact]
    public void A_message_stays_short_whatever_the_file_holds()
    {
        var path = _folder.Write("a.csv", new string('a', 1_000_000) + ",b\n1,2\n");
        Assert.True(Assert.Throws<TableFormatException>(() => TableFile.Read(path, new TableReadOptions { Target = "y" }))
            .Message.Length < 1000);
        var many = _folder.Write("m.csv", string.Join(',', Enumerable.Range(0, 5000).Select(i => $"c{i}")) + "\n");
        Assert.True(Assert.Throws<TableFormatException>(() => TableFile.Read(many, new TableReadOptions { Target = "y" }))
            .Message.Length < 1000);
    }

    [Theory]
    [InlineData("a.dat", "@relation r\n@attribute a real\n@attribute c {x, y}\n@outputs\n@data\n1,x\n", "@outputs")]
    [InlineData("b.dat", "@relation r\n@attribute a real\n@attribute a {x, y}\n@data\n1,x\n", "two attributes are named 'a'")]
    [InlineData("a.arff", "@relation r\n@attribute a real\n@attribute c {x, x}\n@data\n1,x\n", "names 'x' twice")]
    [InlineData("b.arff", "@relation r\n@attribute a real\n@attribute a {x, y}\n@data\n1,x\n", "two attributes are named 'a'")]
    public void A_broken_declaration_is_refused_with_the_name_of_the_file(string name, string text, string problem)
    {
        var error = Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write(name, text)));
        Assert.Contains(name, error.Message);
        Assert.Contains(problem, error.Message);
    }
}
