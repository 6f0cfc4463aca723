using Counterpoise.Data.DuckDb;
using Counterpoise.Tables;
using DuckDB.NET.Data;

namespace Counterpoise.Data.Tests.DuckDb;

public sealed class DuckDbTablesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_scalar_type_arrives_as_number_name_or_gap()
    {
        using var duck = Open();
        var table = duck.QueryTable("""
            SELECT * FROM (VALUES
              (1::TINYINT, 2.5::DECIMAL(9,2), 170141183460469231731687303715884105727::HUGEINT, true, 'short',
               'longer than twelve bytes é', DATE '1970-01-02', NULL, 1e-300),
              (NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, 'nan'::DOUBLE)) AS t(i, d, h, b, s, l, day, gap, f)
            """);
        Assert.Equal([1, double.NaN], Numbers(table, "i"));
        Assert.Equal([2.5, double.NaN], Numbers(table, "d"));
        Assert.Equal("170141183460469231731687303715884105727", Texts(table, "h")[0]);
        Assert.Equal(["true", ""], Texts(table, "b"));
        Assert.Equal(["short", ""], Texts(table, "s"));
        Assert.Equal(["longer than twelve bytes é", ""], Texts(table, "l"));
        Assert.Equal([1, 0], ((CategoricalColumn)table["l"]).Codes.ToArray());
        Assert.Equal(["1970-01-02", ""], Texts(table, "day"));
        Assert.Equal([86400.0], Numbers(duck.QueryTable("SELECT DATE '1970-01-02' AS day", new TableReadOptions { Kinds =
            new Dictionary<string, ColumnKind> { ["day"] = ColumnKind.Numeric } }), "day"));
        Assert.Equal([double.NaN, double.NaN], Numbers(table, "gap"));
        Assert.Equal([1e-300, double.NaN], Numbers(table, "f"));
    }

    [Fact]
    public void Parameters_roles_and_kinds_are_honoured()
    {
        using var duck = Open();
        var options = new TableReadOptions { Target = "y", Exclude = ["drop"], Kinds = new Dictionary<string,
            ColumnKind> { ["code"] = ColumnKind.Categorical } };
        var table = duck.QueryTable("SELECT range AS code, range % 2 AS y, 1 AS drop FROM range(5) WHERE range < ? AND 'a' = ?", options,
            [4, "a"]);
        Assert.Equal(["code"], table.Columns.Select(c => c.Name));
        Assert.Equal(["0", "1", "2", "3"], Texts(table, "code"));
        Assert.Equal([0, 1, 0, 1], table.Labels!.Codes.ToArray());
        Assert.Contains("Expected 2, got 1", Assert.Throws<InvalidOperationException>(() => duck.QueryTable("SELECT ? + ?", null, [1]))
            .Message);
    }

    [Fact]
    public async Task Chunks_make_up_the_whole_and_keep_their_codes()
    {
        using var duck = Open("Data Source=:memory:;threads=2;memory_limit=256MB");
        var sizes = new List<int>();
        Table? whole = null;
        await foreach (var part in duck.QueryTablesAsync(
            "SELECT range AS n, 'c' || (range // 3000) AS name, range % 3 AS y FROM range(10000)", 4000,
            new TableReadOptions { Target = "y" }))
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
        using var duck = Open();
        var table = duck.QueryTable("SELECT 1 AS a, 'x' AS b WHERE false;");
        Assert.Equal((0, 2), (table.RowCount, table.Columns.Count));
    }

    [Fact]
    public void Appended_rows_come_back_over_several_chunks_with_their_gaps()
    {
        var values = Enumerable.Range(0, 5000).Select(i => i % 7 == 0 ? double.NaN : i / 3.0).ToArray();
        var names = CategoricalColumn.FromValues("a \"name\"",
            [.. Enumerable.Range(0, 5000).Select(i => i % 5 == 0 ? null : $"value number {i % 11}")]);
        using var duck = Open($"Data Source={_folder["d.duckdb"]}");
        duck.AppendTable("t", new Table([new NumericColumn("v", values), names]));
        duck.AppendTable("t", new Table([new NumericColumn("v", [1]), names.Select([1]) ]));
        var back = duck.QueryTable("SELECT * FROM t");
        Assert.Equal([.. values, 1], Numbers(back, "v"));
        Assert.Equal([.. Enumerable.Range(0, 5000).Select(names.Text), "value number 1"], Texts(back, "a \"name\""));
    }

    [Fact]
    public void Faults_name_the_statement_or_the_column()
    {
        using var duck = Open();
        Assert.Contains("syntax error", Assert.Throws<DuckDBException>(() => duck.QueryTable("SELEC 1")).Message);
        Assert.Contains("Could not convert string 'x'", Assert.Throws<DuckDBException>(() =>
            duck.QueryTable("SELECT CAST(v AS INTEGER) AS i FROM (VALUES ('1'), ('x')) AS t(v)")).Message);
        Assert.Contains("column 'l' has type List", Assert.Throws<TableFormatException>(() => duck.QueryTable("SELECT [1, 2] AS l"))
            .Message);
        Assert.Contains("row 2, column 'y'", Assert.Throws<TableFormatException>(() =>
            duck.QueryTable("SELECT * FROM (VALUES ('a'), (NULL)) AS t(y)", new TableReadOptions { Target = "y" })).Message);
        Assert.Contains("no column 'z'; the columns are a",
            Assert.Throws<TableFormatException>(() => duck.QueryTable("SELECT 1 AS a", new TableReadOptions { Target = "z" })).Message);
    }

    [Fact]
    public void A_cancelled_query_ends()
    {
        using var duck = Open();
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => duck.QueryTable(
            "SELECT sum(a.range * b.range) AS s FROM range(100000000) a, range(100000000) b", cancellationToken: cancelled.Token));
    }

    [Fact]
    public async Task A_query_that_runs_is_ended_too()
    {
        using var duck = Open();
        using var soon = new CancellationTokenSource(200);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Task.Run(() => duck.QueryTable("SELECT sum(a.range * b.range) AS s FROM range(100000000) a, range(100000000) b",
            cancellationToken: soon.Token)));
    }

    [Theory]
    [InlineData("SELECT 1 AS a -- a comment")]
    [InlineData("SELECT 1 AS a;\n")]
    public void A_query_may_end_in_a_comment_or_a_semicolon(string sql)
    {
        using var duck = Open();
        Assert.Equal([1], Numbers(duck.QueryTable(sql), "a"));
    }

    private static DuckDBConnection Open(string settings = "Data Source=:memory:")
    {
        var connection = new DuckDBConnection(settings);
        connection.Open();
        return connection;
    }

    private static double[] Numbers(Table table, string column) => ((NumericColumn)table[column]).Values.ToArray();

    private static string[] Texts(Table table, string column) => [.. Enumerable.Range(0, table.RowCount).Select(table[column].Text)];
}
