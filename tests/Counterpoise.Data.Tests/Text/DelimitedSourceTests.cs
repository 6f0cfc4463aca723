using Counterpoise.Tables;

namespace Counterpoise.Data.Tests.Text;

public sealed class DelimitedSourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_mark_windows_line_ends_quotes_and_blank_lines_read_as_people_expect()
    {
        var table = TableFile.Read(_folder.Write("a.csv",
            "\uFEFFid,\"full name\",y\r\n1,\"Doe, Jane\",a\r\n\r\n2,\"say \"\"hi\"\"\r\nthere\",b\r\n3,,a"));
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
            ["line 3: 3 fields, expected 2", "line 5, column 'age': 'old' is not a number",
                "line 6, column 'y': has no value, and every row needs one here",
                "line 7: a quote stands inside an unquoted field; quote the field and double the quote"],
            error.BadRows.Select(b => b.ToString()));
        Assert.Contains($"{path}: 4 bad rows: line 3: 3 fields", error.Message);
    }

    [Fact]
    public void Rows_that_end_in_a_separator_and_lines_of_remarks_are_told_as_such()
    {
        Assert.Contains("line 2: 3 fields, expected 2: it ends in a separator, which the line of names does not",
            Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("a.csv", "n,y\n1,a,\n2,b,\n"))).Message);
        Assert.Contains("line 2: 3 fields, expected 2;",
            Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("a.csv", "n,y\n1,a,c\n2,b,\n"))).Message);
        Assert.Contains("line 2: 1 field, expected 2",
            Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("a.csv", "n,y\n1\n"))).Message);
        Assert.Contains("The first line begins with '#': take lines that are remarks out of the file",
            Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("a.csv", "# made by hand\nn,y\n1,a\n"),
                new TableReadOptions { Target = "y" })).Message);
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
        var options = new TableReadOptions { Target = "y", Groups = "g", Time = "t", Weights = "w", Exclude = ["id"],
            Kinds = new Dictionary<string, ColumnKind> { ["zip"] = ColumnKind.Categorical } };
        var table = TableFile.Read(_folder.Write("a.csv",
            "id,zip,y,g,t,w\n9,01234,1,p,1970-01-02,0.5\n8,01234,0,q,1970-01-01T00:00:01Z,2\n"), options);
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
        Assert.Contains("two columns are named 'a' (columns 1 and 3)",
            Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("a.csv", "a,b,a\n1,2,3\n"))).Message);
        Assert.Contains("is empty", Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("e.csv", ""))).Message);
        Assert.Contains("no column 'z'; the columns are a, b",
            Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("z.csv", "a,b\n1,2\n"),
            new TableReadOptions { Target = "z" })).Message);
        Assert.Equal(["column1", "b"], TableFile.Read(_folder.Write("i.csv", ",b\n1,2\n")).Columns.Select(c => c.Name));
        Assert.Equal(["x0", "x1"], TableFile.Read(_folder.Write("h.csv", "1,2\n3,4\n"), new TableReadOptions { HasHeader = false })
            .Columns.Select(c => c.Name));
        Assert.Equal(0, TableFile.Read(_folder.Write("n.csv", "a,b\n")).RowCount);
    }

    [Fact]
    public void A_column_of_numbers_with_one_slip_is_told_and_its_cell_named()
    {
        var path = _folder.Write("a.csv", "b,c,y\n" + string.Concat(Enumerable.Range(0, 100)
            .Select(i => $"{(i == 41 ? "0.5O" : $"{i}.5")},{(i % 2 == 0 ? "x" : i)},{(i == 3 ? "odd" : i % 2)}\n")));
        var result = TableFile.ReadLenient(path, new TableReadOptions { Target = "y" });
        var doubt = Assert.Single(result.Doubts);
        Assert.Equal(("b", 99L, 1L, ColumnDoubt.NotNumbers), (doubt.Name, doubt.Numbers, doubt.Others, doubt.Doubt));
        Assert.Equal([new TextCell(43, "0.5O")], doubt.First);
        Assert.Contains("1 of its 100 values is no number (line 43: '0.5O'); mend", doubt.ToString());
        Assert.Equal(ColumnKind.Categorical, result.Table["b"].Kind);
        var error = Assert.Throws<TableFormatException>(() =>
            TableFile.Read(path, new TableReadOptions { Kinds = new Dictionary<string, ColumnKind> { ["b"] = ColumnKind.Numeric } }));
        Assert.Equal("line 43, column 'b': '0.5O' is not a number", Assert.Single(error.BadRows).ToString());
        Assert.Empty(TableFile.ReadLenient(path, new TableReadOptions { Kinds = new Dictionary<string,
            ColumnKind> { ["b"] = ColumnKind.Categorical } }).Doubts.Where(d => d.Name == "b"));
        Assert.Empty(TableFile.ReadLenient(path, new TableReadOptions { Target = "y", MissingTokens = new HashSet<string> { "0.5O" } })
            .Doubts);
    }

    [Fact]
    public void A_slip_in_the_first_row_and_a_column_of_true_names_are_told_apart()
    {
        var path = _folder.Write("a.csv", "b,c\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"{(i == 0 ? "n.a." : $"{i}")},{(i < 5 ? "red" : i)}\n")));
        Assert.Equal(["b"], TableFile.ReadLenient(path).Doubts.Select(d => d.Name));
    }

    [Fact]
    public void A_text_that_people_write_for_missing_makes_numbers_doubtful_however_often_it_stands_there()
    {
        var path = _folder.Write("a.csv", "b,c,d\n" + string.Concat(Enumerable.Range(0, 20)
            .Select(i => $"{(i % 3 == 0 ? "-" : i)},{(i % 3 == 0 ? "3+" : i % 3)},{(i % 2 == 0 ? "none" : "some")}\n")));
        var doubt = Assert.Single(TableFile.ReadLenient(path).Doubts);
        Assert.Equal(("b", 13L, 7L, ColumnDoubt.NotNumbers), (doubt.Name, doubt.Numbers, doubt.Others, doubt.Doubt));
    }

    [Fact]
    public void Decimal_commas_are_told_and_read_where_asked()
    {
        var path = _folder.Write("a.csv", "a;y\n1,5;x\n-2,25;z\n3;x\n\n;x\n");
        var doubt = Assert.Single(TableFile.ReadLenient(path).Doubts);
        Assert.Equal(new NumberFormat { DecimalSeparator = ',' }, doubt.Format);
        Assert.Contains("with a decimal comma (DecimalSeparator ',') they would be numbers", doubt.ToString());
        Assert.Equal(ColumnDoubt.NotNumbers, Assert.Single(TableFile.ReadLenient(
            _folder.Write("slip.csv", "a;y\n" + string.Concat(Enumerable.Range(0, 30).Select(i => i == 9 ? "9,5;x\n" : $"{i}.5;x\n"))))
            .Doubts).Doubt);
        var result = TableFile.ReadLenient(path, new TableReadOptions { DecimalSeparator = ',' });
        Assert.Empty(result.Doubts);
        Assert.Equal([1.5, -2.25, 3, double.NaN], ((NumericColumn)result.Table["a"]).Values.ToArray());
        Assert.Equal(ColumnKind.Categorical, TableFile.Read(_folder.Write("p.csv", "a;y\n1.5;x\n1,5;x\n"),
            new TableReadOptions { DecimalSeparator = ',' })["a"].Kind);
    }

    [Fact]
    public void Rows_know_their_lines()
    {
        var result = TableFile.ReadLenient(_folder.Write("a.csv", "a,b\n1,\"x\ny\"\n\n2,z\n3\n4,w\n"));
        Assert.Equal([2, 5, 7], result.Lines);
        Assert.Equal("line 7", result.Place(2));
    }

    [Fact]
    public void A_file_that_is_not_utf_8_is_refused_with_its_line_and_read_in_the_encoding_that_is_named()
    {
        var path = _folder["latin.csv"];
        File.WriteAllText(path, "größe,y\n1,a\n2,é\n", System.Text.Encoding.Latin1);
        var error = Assert.Throws<TableFormatException>(() => TableFile.Read(path));
        Assert.Contains("line 1 is not UTF-8 (found 0xF6)", error.Message);
        Assert.Contains("with Encoding, such as latin1", error.Message);
        var table = TableFile.Read(path, new TableReadOptions { Encoding = System.Text.Encoding.Latin1 });
        Assert.Equal("größe", table.Columns[0].Name);
        Assert.Equal("é", table["y"].Text(1));
        Assert.Contains("line 1 is not us-ascii", Assert.Throws<TableFormatException>(() =>
            TableFile.Read(path, new TableReadOptions { Encoding = System.Text.Encoding.ASCII })).Message);
    }

    [Fact]
    public void Bad_bytes_far_into_a_file_and_on_the_edge_of_a_block_are_found_on_their_line()
    {
        // 7 bytes a row: the last bytes of a block of 64 KiB stand within a row, and so does é of two bytes.
        var rows = string.Concat(Enumerable.Repeat("1234,é\n", 20_000));
        Assert.Equal(20_000, TableFile.Read(_folder.Write("good.csv", "a,b\n" + rows)).RowCount);
        byte[] bad = [.. System.Text.Encoding.UTF8.GetBytes("a,b\n" + rows), (byte)'1', (byte)',', 0xE9, (byte)'\n'];
        File.WriteAllBytes(_folder["bad.csv"], bad);
        Assert.Contains("line 20002 is not UTF-8 (found 0xE9)",
            Assert.Throws<TableFormatException>(() => TableFile.Read(_folder["bad.csv"])).Message);
    }

    [Fact]
    public void Utf_16_is_read_by_its_mark_and_else_asked_for()
    {
        File.WriteAllText(_folder["mark.csv"], "a,b\n1,é\n", System.Text.Encoding.Unicode);
        Assert.Equal("é", TableFile.Read(_folder["mark.csv"])["b"].Text(0));
        File.WriteAllBytes(_folder["bare.csv"], System.Text.Encoding.Unicode.GetBytes("a,b\n1,é\n"));
        Assert.Contains("line 1 holds a zero byte, as UTF-16 does",
            Assert.Throws<TableFormatException>(() => TableFile.Read(_folder["bare.csv"])).Message);
        Assert.Equal("é", TableFile.Read(_folder["bare.csv"], new TableReadOptions { Encoding = System.Text.Encoding.Unicode })["b"]
            .Text(0));
    }

    private static string[] Cells(Table table, string column) => [.. Enumerable.Range(0, table.RowCount).Select(table[column].Text)];
}
