namespace Counterpoise.Tests.Cli;

/// <summary>What lies in a folder is data, whoever filled it: nothing there is loaded or run.</summary>
public sealed class UntrustedFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The dynamic loader itself says which files it opened, so that a library that is tried and refused would show as well.
    /// </summary>
    [Fact]
    public void No_library_of_the_working_folder_or_above_it_is_opened()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "asks glibc's loader which files it opened");
        var program = Path.Combine(Repository.Root, "artifacts", "bin", "Counterpoise.Cli", "release", "counterpoise");
        foreach (var own in Directory.GetFiles(Path.GetDirectoryName(program)!, "*.so", SearchOption.AllDirectories))
        {
            foreach (var place in new[] { "plant", "plant/data", "plant/runtimes/linux-x64/native", "plant/.cache/duckdb/1.5.6-r.1",
                "plant/data/.cache/duckdb/1.5.6-r.1" })
            {
                Directory.CreateDirectory(_folder.File(place));
                File.CreateSymbolicLink(_folder.File($"{place}/{Path.GetFileName(own)}"), own);
            }
        }

        _folder.Write("plant/data/t.json",
            string.Concat(Enumerable.Range(0, 20).Select(i => $$"""{"n": {{i}}, "y": "{{(i % 4 == 0 ? "a" : "b")}}"}""" + "\n")));
        foreach (var line in new[] { new[] { "profile", "t.json", "--target", "y", "--no-overlap" }, ["info"] })
        {
            var run = ProgramRun.Of(program, line, _folder.File("plant/data"), new Dictionary<string,
                string> { ["LD_DEBUG"] = "files", ["LD_DEBUG_OUTPUT"] = _folder.File("loader") });
            Assert.True(run.ExitCode == 0, run.Error);
        }

        var opened = string.Concat(Directory.GetFiles(_folder.Path, "loader*").Select(File.ReadAllText));
        Assert.Contains("libduckdb.so", opened);
        Assert.DoesNotContain(_folder.Path, opened);
    }

    [Fact]
    public void A_query_in_a_folder_is_not_run_and_that_is_told()
    {
        _folder.Write("a.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 40)
            .Select(i => $"{i % 7},{(i % 4 == 0 ? "rare" : "common")}\n")));
        _folder.Write("0.sql", $"SELECT * FROM '{_folder.File("a.csv")}' WHERE x < 5");
        string[] rest = ["--target", "y", "--methods", "none", "--classifiers", "knn", "--folds", "2"];
        var run = CommandRun.Of(["compare", _folder.Path, .. rest, "--out", _folder.File("out")]);
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("0.sql' is a query, which runs where it is named", run.Error);
        Assert.DoesNotContain("0.sql", run.Output);
        File.Delete(_folder.File("a.csv"));
        Assert.Equal(2, CommandRun.Of(["compare", _folder.Path, .. rest]).ExitCode);
    }
}
