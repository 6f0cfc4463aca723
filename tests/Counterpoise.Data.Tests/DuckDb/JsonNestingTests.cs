using Counterpoise.Data.DuckDb;

namespace Counterpoise.Data.Tests.DuckDb;

public sealed class JsonNestingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void Nesting_that_would_end_the_process_is_refused(string open, string close)
    {
        foreach (var levels in new[] { JsonNesting.Limit + 1, 10_000, 200_000 })
        {
            var path = _folder.Write("t.json", string.Concat(Enumerable.Repeat(open, levels)) + "1"
                + string.Concat(Enumerable.Repeat(close, levels)));
            var error = Assert.Throws<TableFormatException>(() => TableFile.Read(path));
            Assert.Equal($"{path}: byte {JsonNesting.Limit * open.Length} opens level {JsonNesting.Limit + 1} of nested arrays or "
                + $"objects; expected at most {JsonNesting.Limit}: a table is an array of flat objects, or a flat object a line",
                error.Message);
            Assert.Throws<TableFormatException>(() => TableFile.ColumnNames(path));
        }
    }

    [Fact]
    public async Task Reading_in_chunks_is_guarded_too() => await Assert.ThrowsAsync<TableFormatException>(async () =>
    {
        await foreach (var _ in TableFile.ReadChunksAsync(_folder.Write("t.jsonl", new string('[', 100_000))))
        {
        }
    });

    /// <summary>Brackets in texts open nothing, wherever a block of the file ends: between a backslash and its quote as well.</summary>
    [Fact]
    public void Brackets_in_texts_are_no_nesting_at_any_place_of_the_file()
    {
        var row = $$"""{"s": "\"[[[[{{new string('[', 80)}}\\", "n": 1}""";
        for (var shift = 0; shift < row.Length; shift++)
        {
            var text = new string(' ', 65_536 - row.Length + shift) + row + "\n" + row + "\n";
            JsonNesting.Require(_folder.Write("t.jsonl", text));
            Assert.Throws<TableFormatException>(() => JsonNesting.Require(_folder.Write("t.jsonl", text + new string('[', 65))));
        }

        Assert.Equal(2, TableFile.Read(_folder.Write("t.jsonl", row + "\n" + row)).RowCount);
    }

    [Fact]
    public void Sixty_four_levels_are_read() =>
        Assert.Equal(2,
            TableFile.Read(_folder.Write("t.json", $$"""[{"n": 1, "deep": {{new string('[', 62)}}{{new string(']', 62)}}}, {"n": 2}]"""),
                new TableReadOptions { Exclude = ["deep"] }).RowCount);
}
