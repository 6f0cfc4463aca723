using Counterpoise.Comparisons;
using Counterpoise.Learning.Runs;

namespace Counterpoise.Tests.Learning.Runs;

public sealed class RunFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("training.epochs", "8", "9", "other settings: training.epochs was 8, now 9. Resume")]
    [InlineData("method", "acl", "la", "other settings: method was acl, now la. Resume")]
    [InlineData("classes", "red, green", "red, green, blue", "other settings: classes was red, green, now red, green, blue. Resume")]
    [InlineData("split", "0123456789abcdef", "0123456789abcdee", "other settings: split is not the same. Resume")]
    [InlineData("mixing", null, "mixup 1", "other settings: mixing was not set, now mixup 1. Resume")]
    public void A_run_of_other_settings_is_refused_by_what_differs_alone(string name, string? was, string now, string message)
    {
        var settings = new Dictionary<string, string> { ["same"] = "3" };
        Open(was is null ? settings : new(settings) { [name] = was });
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Open(new(settings) { [name] = now })).Message);
        Open(was is null ? settings : new(settings) { [name] = was });
    }

    [Fact]
    public void What_is_kept_at_the_beginning_is_there_before_the_folder_is_a_run()
    {
        var path = _folder.File("begins");
        var seen = new List<bool>();
        void Begins(string folder) => seen.Add(File.Exists(Path.Combine(folder, "config.json")));
        var settings = new Dictionary<string, string> { ["seed"] = "1" };
        RunFolder.Open(path, settings, new ComparisonEnvironment(), new Dictionary<string, string>(), resume: false, Begins);
        RunFolder.Open(path, settings, new ComparisonEnvironment(), new Dictionary<string, string>(), resume: true, Begins);
        Assert.Equal([false, true], seen);
        Assert.Throws<IOException>(() => RunFolder.Open(path, settings, new ComparisonEnvironment(), new Dictionary<string, string>(),
            resume: false, Begins));
        Assert.Equal(2, seen.Count);
    }

    [Fact]
    public void A_run_of_an_earlier_version_is_refused_by_name_with_what_to_do()
    {
        Open(new() { ["training"] = "TrainerOptions { Epochs = 8 }" });
        var fault = Assert.Throws<InvalidDataException>(() => Open(new() { ["protocol"] = "1", ["training.epochs"] = "8" }));
        Assert.Contains("a run of an earlier version", fault.Message, StringComparison.Ordinal);
        Assert.Contains("begin the run anew in another folder", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_goes_on_knows_where_it_was_begun_and_files_of_others_are_refused()
    {
        Assert.Null(RunFolder.Open(_folder.Path, new Dictionary<string, string>(),
            new ComparisonEnvironment { Threads = 2, Device = "cpu" }, new Dictionary<string, string>(), resume: true).EarlierEnvironment);
        var again = RunFolder.Open(_folder.Path, new Dictionary<string, string>(),
            new ComparisonEnvironment { Threads = 1, Device = "cpu" }, new Dictionary<string, string>(), resume: true);
        Assert.Equal(2, again.EarlierEnvironment!.Threads);
        var other = Directory.CreateDirectory(_folder.File("other")).FullName;
        File.WriteAllText(Path.Combine(other, "metrics.csv"), "mine");
        File.WriteAllText(Path.Combine(other, "config.yaml"), "mine");
        Assert.Contains("holds metrics.csv, which is of no run",
            Assert.Throws<IOException>(() => RunFolder.Open(other, new Dictionary<string, string>(), new ComparisonEnvironment(),
            new Dictionary<string, string>(), resume: false)).Message);
        File.Delete(Path.Combine(other, "metrics.csv"));
        RunFolder.Open(other, new Dictionary<string, string>(), new ComparisonEnvironment(), new Dictionary<string, string>(),
            resume: false).Discard();
        Assert.Equal("mine", File.ReadAllText(Path.Combine(other, "config.yaml")));
    }

    [Fact]
    public void A_run_without_a_checkpoint_can_be_taken_back_and_leaves_what_was_there()
    {
        _folder.Write("mine.txt", "kept");
        Directory.CreateDirectory(Open([]).Events);
        Open([]).Discard();
        Assert.Equal([_folder.File("mine.txt")], Directory.EnumerateFileSystemEntries(_folder.Path));

        var run = Open([]);
        File.WriteAllText(run.LastCheckpoint, "weights");
        run.Discard();
        Assert.True(File.Exists(run.LastCheckpoint));
        Assert.True(File.Exists(_folder.File("config.json")));
    }

    private RunFolder Open(Dictionary<string, string> settings) =>
        RunFolder.Open(_folder.Path, settings, new ComparisonEnvironment(), new Dictionary<string, string>(), resume: true);
}
