using System.Globalization;
using Counterpoise.Data;
using Counterpoise.Data.LargeFiles;
using Counterpoise.Tables;

namespace Counterpoise.Tests.Data.LargeFiles;

public sealed class LargeFileResamplingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(LargeFileMethod.RandomUnder, 30, 30)]
    [InlineData(LargeFileMethod.RandomOver, 400, 400)]
    [InlineData(LargeFileMethod.ClassBalanced, 215, 215)]
    public void Each_class_has_exactly_the_rows_that_are_wanted_and_every_row_tells_its_source(LargeFileMethod method, int common, int rare)
    {
        var result = LargeFileResampling.Run(Options(method, "out.parquet"));
        Assert.Equal(new Dictionary<string, long> { ["no"] = 400, ["yes"] = 30 }, result.Before);
        Assert.Equal(new Dictionary<string, long> { ["no"] = common, ["yes"] = rare }, result.After);
        Assert.Equal(2, result.WithoutClass);
        var table = TableFile.Read(_folder.File("out.parquet"));
        var (y, source, value, origin) = ((CategoricalColumn)table["y"], Numbers(table, "source_row"), Numbers(table, "value"),
            (CategoricalColumn)table["provenance"]);
        Assert.Equal(common + rare, table.RowCount);
        Assert.Equal(rare, Enumerable.Range(0, table.RowCount).Count(i => y.Text(i) == "yes"));
        // The value of a row is its number, so that the source can be checked.
        Assert.Equal(value, source);
        var originals = Enumerable.Range(0, table.RowCount).Where(i => origin.Text(i) == "original").Select(i => source[i]).ToArray();
        Assert.Equal(originals.Distinct().Count(), originals.Length);
        Assert.Equal(source.Distinct().Count(), originals.Length);
        Assert.Equal(method == LargeFileMethod.RandomOver ? 430 : originals.Length, originals.Length);
        Assert.Equal(source.Order(), source);
    }

    [Fact]
    public void Results_depend_on_the_seed_and_not_on_memory_threads_or_the_kind_of_file()
    {
        double[] Sources(LargeFileOptions options)
        {
            LargeFileResampling.Run(options);
            return Numbers(TableFile.Read(options.Output), "source_row");
        }

        var first = Sources(Options(LargeFileMethod.RandomUnder, "a.parquet"));
        Assert.Equal(first, Sources(Options(LargeFileMethod.RandomUnder, "b.csv") with { MemoryMegabytes = 128, Threads = 1 }));
        Assert.NotEqual(first, Sources(Options(LargeFileMethod.RandomUnder, "c.csv") with { Seed = 9 }));
        Assert.Equal(first, Sources(Options(LargeFileMethod.RandomUnder, "d.csv") with { Input = Parquet() }));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_folder.Path), f => Path.GetFileName(f).StartsWith('.'));
    }

    [Fact]
    public void Draws_are_even_over_the_rows_of_a_class()
    {
        var seen = new int[432];
        for (var seed = 0UL; seed < 12; seed++)
        {
            LargeFileResampling.Run(Options(LargeFileMethod.RandomUnder, "even.csv") with { Seed = seed });
            foreach (var row in Numbers(TableFile.Read(_folder.File("even.csv")), "source_row"))
            {
                seen[(int)row]++;
            }
        }

        // Rows of "no" are taken with a chance of 30/400: 0.9 of 12 on the mean, in either half of the file.
        Assert.Equal(12, seen[5]);
        var common = Enumerable.Range(0, 432).Where(i => i > 100 && seen[i] != 12).ToArray();
        Assert.InRange(common.Where(i => i < 260).Average(i => seen[i]), .6, 1.2);
        Assert.InRange(common.Where(i => i >= 260).Average(i => seen[i]), .6, 1.2);
    }

    [Fact]
    public void What_cannot_be_used_is_refused_and_nothing_is_left()
    {
        var options = Options(LargeFileMethod.RandomOver, "x.csv");
        Assert.Contains("there is no file", Assert.Throws<ArgumentException>(() =>
            LargeFileResampling.Run(options with { Input = _folder.File("none.csv") })).Message);
        Assert.Contains("neither in .parquet", Assert.Throws<ArgumentException>(() =>
            LargeFileResampling.Run(options with { Output = _folder.File("x.txt") })).Message);
        Assert.Contains("is the input", Assert.Throws<ArgumentException>(() =>
            LargeFileResampling.Run(options with { Output = options.Input })).Message);
        Assert.Contains("more than 255 values", Assert.Throws<ArgumentException>(() =>
            LargeFileResampling.Run(options with { Target = "value" })).Message);
        Assert.Contains("nothing", Assert.Throws<TableFormatException>(() => LargeFileResampling.Run(options with { Target = "nothing" }))
            .Message);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => LargeFileResampling.Run(options, null, cancelled.Token));
        Assert.False(File.Exists(_folder.File("x.csv")));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_folder.Path), f => Path.GetFileName(f).StartsWith('.'));
    }

    [Fact]
    public void A_row_that_would_be_taken_more_often_than_can_be_counted_is_refused()
    {
        var lines = Enumerable.Range(0, 1000).Select(i => $"{i},{(i == 3 ? "one" : "many")}");
        var input = _folder.Write("one.csv", "value,y\n" + string.Join('\n', lines) + "\n");
        Assert.Contains("times; at most 255", Assert.Throws<ArgumentException>(() =>
            LargeFileResampling.Run(new() { Input = input, Output = _folder.File("o.csv"), Target = "y",
            Method = LargeFileMethod.RandomOver })).Message);
    }

    private LargeFileOptions Options(LargeFileMethod method, string output) =>
        new() { Input = Csv(), Output = _folder.File(output), Target = "y", Method = method, Seed = 4 };

    /// <summary>432 rows: 30 yes, 400 no, two without a class.</summary>
    private string Csv() => _folder.Write("in.csv", "value,y\n" + string.Join('\n',
        Enumerable.Range(0, 432).Select(i => string.Create(CultureInfo.InvariantCulture,
        $"{i},{(i is 7 or 200 ? "" : i % 14 == 5 && i < 425 ? "yes" : "no")}"))) + "\n");

    private string Parquet()
    {
        var path = _folder.File("in.parquet");
        using var connection = new DuckDB.NET.Data.DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY (SELECT * FROM read_csv('{Csv()}')) TO '{path}' (FORMAT parquet)";
        command.ExecuteNonQuery();
        return path;
    }

    private static double[] Numbers(Table table, string column) => ((NumericColumn)table[column]).Values.ToArray();
}
