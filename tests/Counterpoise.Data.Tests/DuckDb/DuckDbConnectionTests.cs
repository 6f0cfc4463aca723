using Counterpoise.Data.DuckDb;
using Counterpoise.Tables;

namespace Counterpoise.Data.Tests.DuckDb;

public sealed class DuckDbConnectionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DuckDbConnectionTests() => Assert.SkipUnless(DuckDbLibrary.IsAvailable, "needs libduckdb: run build/fetch-duckdb.sh");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_scalar_type_arrives_as_number_name_or_gap()
    {
        using var duck = new DuckDbConnection();
        var table = duck.Query("""
            SELECT * FROM (VALUES
              (1::TINYINT, 2.5::DECIMAL(9,2), 170141183460469231731687303715884105727::HUGEINT, true, 'short', 'longer than twelve bytes é', DATE '1970-01-02', NULL, 1e-300),
              (NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, 'nan'::DOUBLE)) AS t(i, d, h, b, s, l, day, gap, f)
            """);
        Assert.Equal([1, double.NaN], Numbers(table, "i"));
        Assert.Equal([2.5, double.NaN], Numbers(table, "d"));
        Assert.Equal(Math.Pow(2, 127), Numbers(table, "h")[0]);
        Assert.Equal(["true", ""], Texts(table, "b"));
        Assert.Equal(["short", ""], Texts(table, "s"));
        Assert.Equal(["longer than twelve bytes é", ""], Texts(table, "l"));
        Assert.Equal([1, 0], ((CategoricalColumn)table["l"]).Codes.ToArray());
        Assert.Equal([86400, double.NaN], Numbers(table, "day"));
        Assert.Equal([double.NaN, double.NaN], Numbers(table, "gap"));
        Assert.Equal([1e-300, double.NaN], Numbers(table, "f"));
    }

    [Fact]
    public void Parameters_roles_and_kinds_are_honoured()
    {
        using var duck = new DuckDbConnection();
        var options = new TableReadOptions { Target = "y", Exclude = ["drop"], Kinds = new Dictionary<string, ColumnKind> { ["code"] = ColumnKind.Categorical } };
        var table = duck.Query("SELECT range AS code, range % 2 AS y, 1 AS drop FROM range(5) WHERE range < ? AND 'a' = ?", options, [4, "a"]);
        Assert.Equal(["code"], table.Columns.Select(c => c.Name));
        Assert.Equal(["0", "1", "2", "3"], Texts(table, "code"));
        Assert.Equal([0, 1, 0, 1], table.Labels!.Codes.ToArray());
        Assert.Contains("has 2 parameters, 1 values", Assert.Throws<ArgumentException>(() => duck.Query("SELECT ? + ?", null, [1])).Message);
    }

    [Fact]
    public async Task Chunks_make_up_the_whole_and_keep_their_codes()
    {
        using var duck = new DuckDbConnection(options: new DuckDbOptions { Threads = 2, MemoryLimitMiB = 256 });
        var sizes = new List<int>();
        Table? whole = null;
        await foreach (var part in duck.QueryChunksAsync("SELECT range AS n, 'c' || (range // 3000) AS name, range % 3 AS y FROM range(10000)", 4000, new TableReadOptions { Target = "y" }))
        {
            sizes.Add(part.RowCount);
            Assert.Equal(["0", "1", "2"], part.Labels!.Classes);
            whole = whole?.Concat(part) ?? part;
        }

        Assert.Equal([4000, 4000, 2000], sizes);
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (double)i), Numbers(whole!, "n"));
        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => (long)i), whole!.RowIds.ToArray());
        Assert.Equal(["c0", "c1", "c2", "c3"], ((CategoricalColumn)whole["name"]).Categories);
        Assert.Equal(["c2", "c3"], Texts(whole.Select([8999, 9000]), "name"));
    }

    [Fact]
    public void A_query_without_rows_has_columns()
    {
        using var duck = new DuckDbConnection();
        var table = duck.Query("SELECT 1 AS a, 'x' AS b WHERE false;");
        Assert.Equal((0, 2), (table.RowCount, table.Columns.Count));
    }

    [Fact]
    public void Appended_rows_come_back_over_several_chunks_with_their_gaps()
    {
        var values = Enumerable.Range(0, 5000).Select(i => i % 7 == 0 ? double.NaN : i / 3.0).ToArray();
        var names = CategoricalColumn.FromValues("a \"name\"", [.. Enumerable.Range(0, 5000).Select(i => i % 5 == 0 ? null : $"value number {i % 11}")]);
        using var duck = new DuckDbConnection(_folder["d.duckdb"]);
        duck.Append("t", new Table([new NumericColumn("v", values), names]));
        duck.Append("t", new Table([new NumericColumn("v", [1]), names.Select([1]) ]));
        var back = duck.Query("SELECT * FROM t");
        Assert.Equal([.. values, 1], Numbers(back, "v"));
        Assert.Equal([.. Enumerable.Range(0, 5000).Select(names.Text), "value number 1"], Texts(back, "a \"name\""));
    }

    [Fact]
    public void Faults_name_the_statement_or_the_column()
    {
        using var duck = new DuckDbConnection();
        Assert.Contains("(in: SELEC 1)", Assert.Throws<DuckDbException>(() => duck.Execute("SELEC 1")).Message);
        Assert.Contains("Could not convert string 'x'", Assert.Throws<DuckDbException>(() => duck.Query("SELECT CAST(v AS INTEGER) AS i FROM (VALUES ('1'), ('x')) AS t(v)")).Message);
        Assert.Contains("column 'l' has type List", Assert.Throws<TableFormatException>(() => duck.Query("SELECT [1, 2] AS l")).Message);
        Assert.Contains("line 2, column 'y'", Assert.Throws<TableFormatException>(() => duck.Query("SELECT * FROM (VALUES ('a'), (NULL)) AS t(y)", new TableReadOptions { Target = "y" })).Message);
        Assert.Contains("no column 'z'; the columns are a", Assert.Throws<TableFormatException>(() => duck.Query("SELECT 1 AS a", new TableReadOptions { Target = "z" })).Message);
        Assert.Throws<ArgumentException>(() => new DuckDbConnection(options: new DuckDbOptions { Threads = 0 }));
    }

    [Fact]
    public void A_cancelled_query_ends()
    {
        using var duck = new DuckDbConnection();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => duck.Query("SELECT sum(a.range * b.range) AS s FROM range(100000000) a, range(100000000) b", cancellationToken: cancelled.Token));
    }

    private static double[] Numbers(Table table, string column) => ((NumericColumn)table[column]).Values.ToArray();

    private static string[] Texts(Table table, string column) => [.. Enumerable.Range(0, table.RowCount).Select(table[column].Text)];
}
