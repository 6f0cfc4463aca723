using Counterpoise.Tables;

namespace Counterpoise.Data.Tests.DuckDb;

public sealed class QueryFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _other = new();

    public QueryFileTests()
    {
        _folder.Write("a.csv", "x,y\n1,p\n2,q\n");
        _other.Write("patients.csv", "name\nAda\n");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void A_query_joins_and_counts_the_files_of_its_folder()
    {
        var sql = $"WITH t AS (SELECT * FROM read_csv('{_folder["a.csv"]}')) SELECT t.y, sum(t.x + r.range) AS s FROM t, range(3) r "
            + $"WHERE t.x IN (SELECT unnest([1, 2])) GROUP BY ALL ORDER BY ALL; ";
        Assert.Equal([6, 9], ((NumericColumn)TableFile.Read(_folder.Write("q.sql", sql))["s"]).Values.ToArray());
        Assert.Equal(["y", "s"], TableFile.ColumnNames(_folder["q.sql"]));
    }

    [Fact]
    public void A_query_reads_no_file_outside_its_folder()
    {
        var outside = _other["patients.csv"];
        foreach (var sql in new[] { $"SELECT * FROM '{outside}'",
            $"SELECT * FROM read_csv('{_folder["x"]}/../../{Path.GetFileName(Path.GetDirectoryName(outside))}/patients.csv')",
            $"SELECT * FROM glob('{Path.GetTempPath()}*')", "SELECT * FROM read_csv('https://localhost/a.csv')" })
        {
            Assert.Contains("files of its own folder", Refusal(sql));
        }
    }

    [Fact]
    public void A_query_writes_nothing_and_changes_no_setting()
    {
        var log = $"enable_logging(level='trace', storage='file', storage_config={{'path': '{_other["patients.csv"]}', 'buffer_size': 1}})";
        Assert.Contains("may not call enable_logging", Refusal(
            $"SELECT x, y FROM '{_folder["a.csv"]}' WHERE (SELECT count(*) FROM {log}) >= 0"));
        Assert.Contains("may not call enable_logging", Refusal($"SELECT * FROM {log.Replace(_other["patients.csv"], _folder["a.csv"])}"));
        Assert.Contains("may not call query", Refusal("SELECT * FROM query('SELECT * FROM enable_' || 'logging()')"));
        Assert.Contains("may not call read_text", Refusal($"SELECT * FROM system.main.READ_TEXT('{_folder["a.csv"]}')"));
        foreach (var statement in new[] { $"COPY (SELECT 1) TO '{_folder["o.csv"]}'", $"ATTACH '{_folder["o.duckdb"]}'", "INSTALL httpfs",
            "LOAD httpfs", "SET threads = 1", "CALL enable_logging()",
            $"SELECT 1 AS a) ; COPY (SELECT 1) TO '{_folder["o.csv"]}'; SELECT * FROM (SELECT 2 AS a" })
        {
            Assert.Contains("expected one SELECT", Refusal(statement));
        }

        Assert.Contains("2 statements; expected one SELECT", Refusal("SELECT 1; SELECT 2"));
        Assert.Equal("name\nAda\n", File.ReadAllText(_other["patients.csv"]));
        Assert.Equal("x,y\n1,p\n2,q\n", File.ReadAllText(_folder["a.csv"]));
        Assert.Equal(["a.csv", "q.sql"], Directory.GetFiles(Path.GetDirectoryName(_folder["a.csv"])!).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("SELECT 1 AS a,\n  nope AS b FROM range(3)", "line 2, column 3: ", "nope")]
    [InlineData("SELECT 'ä→' AS a, nope AS b FROM range(3)", "line 1, column 19: ", "nope")]
    [InlineData("SELECT CAST('x' || range AS INTEGER) AS a FROM range(3)", "", "x0")]
    public void What_is_wrong_with_a_query_is_told_with_its_place(string sql, string place, string what)
    {
        var refusal = Refusal(sql);
        Assert.StartsWith($"{_folder["q.sql"]}: {place}", refusal, StringComparison.Ordinal);
        Assert.Contains(what, refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("exception_type", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("- ", "1", "")]
    [InlineData("NOT ", "true", "")]
    [InlineData("1 + ", "1", "")]
    [InlineData("[", "1", "]")]
    [InlineData("CASE WHEN true THEN ", "1", " END")]
    [InlineData("1 AS a UNION ALL SELECT ", "1", "")]
    public void A_query_of_any_depth_is_answered_or_refused_and_never_ends_the_process(string open, string inner, string close)
    {
        foreach (var levels in new[] { 300, 2500, 40_000 })
        {
            var sql = $"SELECT {string.Concat(Enumerable.Repeat(open, levels))}{inner}{string.Concat(Enumerable.Repeat(close, levels))} "
                + $"AS a";
            var path = _folder.Write("q.sql", sql);
            if (Record.Exception(() => TableFile.Read(path)) is { } fault)
                Assert.StartsWith(path, Assert.IsType<TableFormatException>(fault).Message);
        }
    }

    [Fact]
    public void A_query_over_json_that_nests_too_deep_is_refused_before_the_file_is_parsed()
    {
        var deep = _folder.Write("deep.json", new string('[', 100_000) + new string(']', 100_000));
        foreach (var sql in new[] { $"SELECT * FROM '{deep}'", $"SELECT * FROM read_json('{_folder["de*"]}.json')",
            $"SELECT 1 WHERE 1 IN (SELECT 1 FROM read_ndjson(['{deep}']))" })
        {
            Assert.Contains("level 65 of nested", Refusal(sql));
        }
    }

    private string Refusal(string sql) => Assert.Throws<TableFormatException>(() => TableFile.Read(_folder.Write("q.sql", sql))).Message;
}
