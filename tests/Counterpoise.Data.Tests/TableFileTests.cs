using Counterpoise.Tables;
using Counterpoise.Tests;

namespace Counterpoise.Data.Tests;

public sealed class TableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.tsv")]
    public void What_is_written_reads_back_the_same(string name)
    {
        var table = new Table([
            new NumericColumn("a b", [0.1, double.NaN, -1e-300]),
            CategoricalColumn.FromValues("c", ["x,\"y\"\t\nz", null, "é"]),
        ]).With([1, 2, 0.5]).With(new Labels("y", ["no", "yes"], [1, 0, 1]));
        TableFile.Write(table, _folder[name]);
        var back = TableFile.Read(_folder[name], new TableReadOptions { Target = "y", Weights = "weight" });
        Assert.Equal(((NumericColumn)table["a b"]).Values.ToArray(), ((NumericColumn)back["a b"]).Values.ToArray());
        Assert.Equal(Enumerable.Range(0, 3).Select(table["c"].Text), Enumerable.Range(0, 3).Select(back["c"].Text));
        Assert.Equal(table.Labels!.Codes.ToArray(), back.Labels!.Codes.ToArray());
        Assert.Equal(table.Weights!, back.Weights!);
    }

    [Fact]
    public void A_lone_column_with_gaps_keeps_its_rows()
    {
        TableFile.Write(new Table([new NumericColumn("a", [1, double.NaN, 3])]), _folder["t.csv"]);
        Assert.Equal(3, TableFile.Read(_folder["t.csv"]).RowCount);
    }

    [Fact]
    public void Faults_say_what_to_do()
    {
        Assert.Contains("ends in no known table format", Assert.Throws<ArgumentException>(() => TableFile.Read(_folder.Write("t.ods", "")))
            .Message);
        Assert.Throws<FileNotFoundException>(() => TableFile.Read(_folder["none.csv"]));
        var clash = new Table([new NumericColumn("y", [1])]).With(new Labels("y", ["a"], [0]));
        Assert.Contains("two columns would be named 'y'", Assert.Throws<ArgumentException>(() => TableFile.Write(clash, _folder["t.csv"]))
            .Message);
        Assert.False(File.Exists(_folder["t.csv"]));
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_known_before_the_work()
    {
        Assert.Contains("use .csv, .tsv or .parquet", Assert.Throws<ArgumentException>(() => TableFile.RequireWritable("out.xlsx"))
            .Message);
        Directory.CreateDirectory(_folder["folder.csv"]);
        Assert.Contains("is a folder", Assert.Throws<ArgumentException>(() => TableFile.RequireWritable(_folder["folder.csv"])).Message);
        TableFile.RequireWritable(_folder["t.tsv"]);
    }

    [Theory]
    [InlineData("t.csv", "\"a,b\",c\n1,2\n")]
    [InlineData("t.arff", "@relation r\n@attribute 'a,b' real\n@attribute c real\n@data\n1,2\n")]
    public void The_columns_of_a_file_are_known_without_its_rows(string name, string text) =>
        Assert.Equal(["a,b", "c"], TableFile.ColumnNames(_folder.Write(name, text)));

    [Fact]
    public void Encodings_are_refused_where_no_text_file_is_read_and_decimal_commas_hold_for_its_texts()
    {
        var path = _folder.Write("t.json", "[{\"a\": \"1,5\"}, {\"a\": \"2,5\"}]");
        Assert.Contains("are for text files", Assert.ThrowsAny<ArgumentException>(() =>
            TableFile.Read(path, new TableReadOptions { Encoding = System.Text.Encoding.Latin1 })).Message);
        Assert.Equal([1.5, 2.5], ((NumericColumn)TableFile.Read(path, new TableReadOptions { DecimalSeparator = ',' })["a"]).Values
            .ToArray());
    }

    [Theory]
    [InlineData("t.arff", "@relation r\n@attribute a {é}\n@data\né\n")]
    [InlineData("t.dat", "@relation r\n@attribute a {é}\n@outputs a\n@data\né\n")]
    public void Declared_files_too_are_refused_or_read_by_their_encoding(string name, string text)
    {
        File.WriteAllText(_folder[name], text, System.Text.Encoding.Latin1);
        Assert.Contains("line 2 is not UTF-8", Assert.Throws<TableFormatException>(() => TableFile.Read(_folder[name])).Message);
        Assert.Equal("é", TableFile.Read(_folder[name], new TableReadOptions { Encoding = System.Text.Encoding.Latin1, Target = "a" })
            .Labels!.Classes[0]);
    }

    [Fact]
    public void Every_bad_option_is_told_at_once()
    {
        var error = Assert.ThrowsAny<ArgumentException>(() => new TableReadOptions { Separator = '"', DecimalSeparator = ';', Target = "a",
            Groups = "a", Exclude = ["a"] }.Validate());
        Assert.Contains("Separator", error.Message);
        Assert.Contains("DecimalSeparator is ';'", error.Message);
        Assert.Contains("two roles", error.Message);
        Assert.Contains("excluded and has a role", error.Message);
    }

    [Fact]
    public void Real_tables_with_a_mark_or_quoted_headers_load()
    {
        var machines = TableFile.Read(Repository.Data("ai4i2020/ai4i2020.csv"),
            new TableReadOptions { Target = "Machine failure", Exclude = ["UDI", "Product ID", "TWF", "HDF", "PWF", "OSF", "RNF"] });
        Assert.Equal((10_000, 339, 6), (machines.RowCount, machines.Labels!.ClassCounts()[1], machines.Columns.Count));
        Assert.Equal(ColumnKind.Categorical, machines["Type"].Kind);
        Assert.Equal(1885, TableFile.Read(Repository.Data("drug-consumption/drug_consumption.csv")).RowCount);
        foreach (var path in Directory.GetFiles(Repository.Data("defects/aeeem"), "*.csv"))
        {
            Assert.Equal("class", TableFile.Read(path, new TableReadOptions { Target = "class" }).Labels!.Name);
        }
    }
}
