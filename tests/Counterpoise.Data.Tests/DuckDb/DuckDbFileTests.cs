using Counterpoise.Tables;

namespace Counterpoise.Data.Tests.DuckDb;

public sealed class DuckDbFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_parquet_file_reads_back_the_same()
    {
        var table = new Table([new NumericColumn("a'b", [0.1, double.NaN]), CategoricalColumn.FromValues("c", [null, "x"])])
            .With(new Labels("y", ["no", "yes"], [1, 0]));
        TableFile.Write(table, _folder["it's.parquet"]);
        var back = TableFile.Read(_folder["it's.parquet"], new TableReadOptions { Target = "y" });
        Assert.Equal(((NumericColumn)table["a'b"]).Values.ToArray(), ((NumericColumn)back["a'b"]).Values.ToArray());
        Assert.Equal(["", "x"], Enumerable.Range(0, 2).Select(back["c"].Text));
        Assert.Equal([1, 0], back.Labels!.Codes.ToArray());
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(_folder["x"])!));
    }

    [Fact]
    public void Json_and_sql_files_read_as_tables()
    {
        var json = _folder.Write("t.json", """[{"n": 1, "s": "a"}, {"n": null, "s": "b"}]""");
        var table = TableFile.Read(json);
        Assert.Equal([1, double.NaN], ((NumericColumn)table["n"]).Values.ToArray());
        var query = _folder.Write("q.sql", $"SELECT s, n + 1 AS m FROM '{json}' WHERE n IS NOT NULL;\n");
        Assert.Equal([2], ((NumericColumn)TableFile.Read(query)["m"]).Values.ToArray());
        Assert.Contains("bad.json", Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("bad.json", "{\"a\": ")))
            .Message);
    }

    [Fact]
    public void Dates_long_integers_and_classes_of_json_are_read_as_those_of_text()
    {
        var day = _folder.Write("d.json", """[{"t": "01/02/2023", "y": 1}, {"t": "03/02/2023", "y": 0}]""");
        var error = Assert.Throws<TableFormatException>(() => TableFile.Read(day, new TableReadOptions { Time = "t", Target = "y" }));
        Assert.Equal((RowFault.NotADate, "01/02/2023"), (error.BadRows[0].Fault, error.BadRows[0].Text));
        Assert.Equal([1675209600, 1675382400], TableFile.Read(day, new TableReadOptions { Time = "t", TimeFormat = "dd/MM/yyyy" }).Time!);
        var iso = _folder.Write("i.json",
            """[{"t": "2023-02-01", "id": 9007199254740993, "n": 12, "y": 10}, """
            + """{"t": "2023-02-03", "id": 9007199254740995, "n": 5, "y": 9}]""");
        var table = TableFile.Read(iso, new TableReadOptions { Time = "t", Target = "y" });
        Assert.Equal([1675209600, 1675382400], table.Time!);
        Assert.Equal("9007199254740993", table["id"].Text(0));
        Assert.Equal(ColumnKind.Numeric, table["n"].Kind);
        Assert.Equal(["9", "10"], table.Labels!.Classes);
        Assert.Equal([">9", "<=9"], TableFile.Read(iso, new TableReadOptions { Time = "t", Target = "y",
            PositiveWhen = ClassRule.Parse(">9") }).Labels! is var rule ? [rule.Classes[rule[0]], rule.Classes[rule[1]]] : []);
    }

    [Fact]
    public async Task A_delimited_file_streams_in_parts()
    {
        var path = _folder.Write("t.csv", "n,y\n" + string.Concat(Enumerable.Range(0, 2500)
            .Select(i => $"{(i == 3 ? "NA" : i)},{(i % 50 == 0 ? "rare" : "common")}\n")));
        var (rows, rare) = (0, 0);
        await foreach (var part in TableFile.ReadChunksAsync(path, new TableReadOptions { Target = "y" }, 1000))
        {
            Assert.Equal("rare", part.Labels!.Classes[0]);
            rows += part.RowCount;
            rare += part.Labels.ClassCounts()[0];
        }

        Assert.Equal((2500, 50), (rows, rare));
    }

    [Fact]
    public void Brackets_and_stars_in_the_name_of_a_file_stand_for_themselves()
    {
        _folder.Write("n1.json", """[{"n": 1}]""");
        var path = _folder.Write("n[1]?*.json", """[{"n": 2}]""");
        Assert.Equal([2], ((NumericColumn)TableFile.Read(path)["n"]).Values.ToArray());
    }

    [Fact]
    public void A_fault_of_a_file_names_the_file()
    {
        var path = _folder.Write("t.json", """[{"n": [1]}]""");
        Assert.StartsWith($"{path}: column 'n' has type List", Assert.Throws<TableFormatException>(() => TableFile.Read(path)).Message);
        Assert.StartsWith($"{path}: there is no column 'z'",
            Assert.Throws<TableFormatException>(() => TableFile.Read(path, new TableReadOptions { Target = "z" })).Message);
    }
}
