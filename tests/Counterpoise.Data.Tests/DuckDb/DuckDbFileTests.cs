using Counterpoise.Data.DuckDb;
using Counterpoise.Tables;

namespace Counterpoise.Data.Tests.DuckDb;

public sealed class DuckDbFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DuckDbFileTests() => Assert.SkipUnless(DuckDbLibrary.IsAvailable, "needs libduckdb: run build/fetch-duckdb.sh");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_parquet_file_reads_back_the_same()
    {
        var table = new Table([new NumericColumn("a'b", [0.1, double.NaN]), CategoricalColumn.FromValues("c", [null, "x"])]).With(new Labels("y", ["no", "yes"], [1, 0]));
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
        Assert.Throws<DuckDbException>(() => TableFile.Read(_folder.Write("bad.json", "{\"a\": ")));
    }

    [Fact]
    public async Task A_delimited_file_streams_in_parts()
    {
        var path = _folder.Write("t.csv", "n,y\n" + string.Concat(Enumerable.Range(0, 2500).Select(i => $"{(i == 3 ? "NA" : i)},{(i % 50 == 0 ? "rare" : "common")}\n")));
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
    public void The_pinned_version_is_the_one_that_is_fetched() =>
        Assert.Contains($"version={DuckDbLibrary.PinnedVersion}\n", File.ReadAllText(Path.Combine(Counterpoise.Tests.Repository.Root, "build", "fetch-duckdb.sh")));
}
