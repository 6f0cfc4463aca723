using Counterpoise.Tables;

namespace Counterpoise.Data.Tests.Text;

public sealed class DelimitedSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mark_windows_line_ends_quotes_and_blank_lines_read_as_people_expect()
    {
        var table = TableFile.Read(_folder.Write("a.csv", "\uFEFFid,\"full name\",y\r\n1,\"Doe, Jane\",a\r\n\r\n2,\"say \"\"hi\"\"\r\nthere\",b\r\n3,,a"));
        Assert.Equal(["id", "full name", "y"], table.Columns.Select(c => c.Name));
        Assert.Equal(["Doe, Jane", "say \"hi\"\r\nthere", ""], Cells(table, "full name"));
        Assert.Equal(["1", "2", "3"], Cells(table, "id"));
    }

    [Fact]
    public void Missing_tokens_are_gaps_and_mixed_columns_keep_their_spelling()
    {
        var table = TableFile.Read(_folder.Write("a.csv", "n,m\n1,01\nNA,\n?,x\n null ,2.50\n"));
        Assert.Equal([1, double.NaN, double.NaN, double.NaN], ((NumericColumn)table["n"]).Values.ToArray());
        Assert.Equal(["01", "2.50", "x"], ((CategoricalColumn)table["m"]).Categories);
        Assert.Equal(["01", "", "x", "2.50"], Cells(table, "m"));
    }

    [Theory]
    [InlineData("a.csv", "a;b\n1,5;2\n", "1,5")]
    [InlineData("a.tsv", "a\tb\n1,5\t2\n", "1,5")]
    [InlineData("a.csv", "a|b\nx|2\n", "x")]
    [InlineData("a.csv", "\"a,c\",b\nx,2\n", "x")]
    public void The_separator_is_found(string name, string text, string first)
    {
        var table = TableFile.Read(_folder.Write(name, text));
        Assert.Equal(2, table.Columns.Count);
        Assert.Equal(first, table.Columns[0].Text(0));
    }

    [Fact]
    public void Bad_rows_are_named_with_line_and_column()
    {
        var path = _folder.Write("a.csv", "age,y\n1,a\n\"2\n\",b,c\nold,a\n4,\nx\"y,b\n");
        var options = new TableReadOptions { Target = "y", Kinds = new Dictionary<string, ColumnKind> { ["age"] = ColumnKind.Numeric } };
        var error = Assert.Throws<TableFormatException>(() => TableFile.Read(path, options));
        Assert.Equal(
            ["line 3: 3 fields, expected 2", "line 5, column 'age': 'old' is not a number", "line 6, column 'y': has no value, and every row needs one here",
                "line 7: a quote stands inside an unquoted field; quote the field and double the quote"],
            error.BadRows.Select(b => b.ToString()));
        Assert.Contains($"{path}: 4 bad rows: line 3: 3 fields", error.Message);
    }

    [Fact]
    public void A_lenient_reading_counts_what_it_leaves_out()
    {
        var result = TableFile.ReadLenient(_folder.Write("a.csv", "n,y\n1,a\n2\n3,b\n"), new TableReadOptions { Target = "y" });
        Assert.Equal((3, 1, 2), (result.RowsRead, result.BadRows.Count, result.Table.RowCount));
        Assert.Equal([0, 2], result.Table.RowIds.ToArray());
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_named_where_it_opens()
    {
        var error = Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("a.csv", "a,b\n1,2\n3,\"4\n5,6\n")));
        Assert.Equal((3, 1), (error.BadRows[0].Line, error.BadRows.Count));
        Assert.Contains("never closed", error.Message);
    }

    [Fact]
    public void Columns_take_their_roles()
    {
        var options = new TableReadOptions { Target = "y", Groups = "g", Time = "t", Weights = "w", Exclude = ["id"], Kinds = new Dictionary<string, ColumnKind> { ["zip"] = ColumnKind.Categorical } };
        var table = TableFile.Read(_folder.Write("a.csv", "id,zip,y,g,t,w\n9,01234,1,p,1970-01-02,0.5\n8,01234,0,q,1970-01-01T00:00:01Z,2\n"), options);
        Assert.Equal(["zip"], table.Columns.Select(c => c.Name));
        Assert.Equal("01234", table.Columns[0].Text(0));
        Assert.Equal([86400, 1], table.Time!);
        Assert.Equal([0.5, 2], table.Weights!);
        Assert.Equal([1, 0], table.Labels!.Codes.ToArray());
        Assert.Equal(["p", "q"], table.Groups!.Classes);
    }

    [Fact]
    public void Headers_that_repeat_or_lack_are_errors_and_blank_ones_get_a_name()
    {
        Assert.Contains("two columns are named 'a' (columns 1 and 3)", Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("a.csv", "a,b,a\n1,2,3\n"))).Message);
        Assert.Contains("is empty", Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("e.csv", ""))).Message);
        Assert.Contains("no column 'z'; the columns are a, b", Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("z.csv", "a,b\n1,2\n"), new TableReadOptions { Target = "z" })).Message);
        Assert.Equal(["column1", "b"], TableFile.Read(_folder.Write("i.csv", ",b\n1,2\n")).Columns.Select(c => c.Name));
        Assert.Equal(["x0", "x1"], TableFile.Read(_folder.Write("h.csv", "1,2\n3,4\n"), new TableReadOptions { HasHeader = false }).Columns.Select(c => c.Name));
        Assert.Equal(0, TableFile.Read(_folder.Write("n.csv", "a,b\n")).RowCount);
    }

    private static string[] Cells(Table table, string column) => [.. Enumerable.Range(0, table.RowCount).Select(table[column].Text)];
}
