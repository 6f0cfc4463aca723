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
        Assert.Equal(first, Sources(Options(LargeFileMethod.RandomUnder, "b.csv") with { MemoryMegabytes = 256, Threads = 1 }));
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
        Assert.Contains("has no column 'nothing'; it has 'value', 'y'", Assert.Throws<ArgumentException>(() =>
            LargeFileResampling.Run(options with { Target = "nothing" }))
            .Message);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => LargeFileResampling.Run(options, null, cancelled.Token));
        Assert.False(File.Exists(_folder.File("x.csv")));
        Assert.DoesNotContain(Directory.GetFileSystemEntries(_folder.Path), f => Path.GetFileName(f).StartsWith('.'));
    }

    [Fact]
    public void A_single_row_is_taken_as_often_as_it_takes_up_to_what_can_be_counted()
    {
        var lines = Enumerable.Range(0, 1000).Select(i => $"{i},{(i == 3 ? "one" : "many")}");
        var input = _folder.Write("one.csv", "value,y\n" + string.Join('\n', lines) + "\n");
        LargeFileResampling.Run(new() { Input = input, Output = _folder.File("o.csv"), Target = "y", Method = LargeFileMethod.RandomOver });
        Assert.Equal(999, Numbers(TableFile.Read(_folder.File("o.csv")), "source_row").Count(row => row == 3));
        Assert.Contains("times; at most 65535", Assert.Throws<ArgumentException>(() =>
            RowDraw.Times([[0, 1]], [1, 1], LargeFileMethod.ClassBalanced, [70_000, 1], 0)).Message);
    }

    [Fact]
    public void A_profile_counts_classes_and_columns_of_all_rows()
    {
        var input = _folder.Write("p.csv", "id,name,y\n1,a,no\n2,,no\n3,b,yes\n4,a,no\n5,c,\n");
        var steps = new List<LargeFileStep>();
        var profile = LargeFileProfiling.Run(new() { Input = input, Target = "y", MemoryMegabytes = 256, Threads = 1 },
            new Told(steps));
        Assert.Equal((5, 1), (profile.Rows, profile.WithoutClass));
        Assert.Equal([("no", 3), ("yes", 1)], profile.Classes.Classes.Select(c => (c.Name, c.Count)));
        Assert.Equal(3, profile.Classes.ImbalanceRatio);
        Assert.Equal(["id", "name"], profile.Columns.Select(c => c.Name));
        var (id, name) = (profile.Columns[0], profile.Columns[1]);
        Assert.Equal((0, "1", "5", 3.0), (id.Missing, id.Minimum, id.Maximum, id.Mean));
        Assert.Equal(Math.Sqrt(2.5), id.Deviation!.Value, 1e-12);
        Assert.Equal((1, 3, null), (name.Missing, name.Distinct, name.Mean));
        Assert.Equal([new LargeFileStep("classes counted", 5)], steps);
        Assert.Equal(profile.Classes.Classes,
            LargeFileProfiling.Run(new() { Input = input, Target = "Y" }).Classes.Classes);
    }

    [Fact]
    public void A_profile_refuses_what_has_no_classes()
    {
        var options = new LargeFileProfileOptions { Input = Csv(), Target = "y" };
        string Refused(LargeFileProfileOptions asked) => Assert.Throws<ArgumentException>(() => LargeFileProfiling.Run(asked)).Message;
        Assert.Contains("there is no file", Refused(options with { Input = _folder.File("none.csv") }));
        Assert.Contains("expected at least 256", Refused(options with { MemoryMegabytes = 1 }));
        Assert.Contains("has no column 'z'", Refused(options with { Target = "z" }));
        Assert.Contains("more than 255 values", Refused(options with { Target = "value" }));
        Assert.Contains("has 1 value", Refused(options with { Input = _folder.Write("one.csv", "a,y\n1,no\n2,no\n") }));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => LargeFileProfiling.Run(options, null, cancelled.Token));
    }

    private sealed class Told(List<LargeFileStep> steps) : IProgress<LargeFileStep>
    {
        public void Report(LargeFileStep value) => steps.Add(value);
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
