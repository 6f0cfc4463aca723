using Counterpoise.Cli.ImageTasks;
using Counterpoise.Comparisons;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Cli.Tests;

public class EarlierComparisonTests
{
    private static readonly Comparison Earlier = new()
    {
        Title = "Methods compared",
        Created = new(2026, 1, 1),
        Pairing = Pairing.Runs,
        Item = "image",
        DataDescription = "metadata: 4983 images of 7 classes.",
        Scenarios = [new() { Name = "own" }],
        Methods = [new() { Name = "ce" }, new() { Name = "ce+supcon" }, new() { Name = "wce+supcon" }, new() { Name = "acl" }],
        Baseline = "ce",
        Candidate = "acl",
        CommandLine = "counterpoise compare data/lesions/metadata.csv --methods ce,ce+supcon,wce+supcon,acl",
        ProtocolNotes = ["The best epoch is chosen by macro_f1 on the validation part; the test part is evaluated once.", "mobilenet-v3-large, 96×96 pixels, 15 epochs, batch 64, Adam at 0.0005, pretrained."],
    };

    [Fact]
    public void What_an_earlier_comparison_says_in_words_is_filled_in()
    {
        var complete = EarlierComparison.Complete(Earlier);
        Assert.Equal("acl against ce on lesions", complete.Title);
        Assert.Equal("lesions: 4983 images of 7 classes.", complete.DataDescription);
        Assert.Equal("macro_f1", complete.SelectionMetric);
        Assert.Equal(128, complete.ContrastiveBatch);
        Assert.Equal("wce+supcon", complete.Methods[3].FixedCounterpart);
        Assert.All(complete.Methods.Take(3), m => Assert.Null(m.FixedCounterpart));
    }

    [Fact]
    public void What_is_there_stays()
    {
        Assert.Equal("Mine", EarlierComparison.Complete(Earlier with { Title = "Mine" }).Title);
        var present = Earlier with { SelectionMetric = "accuracy" };
        Assert.Same(present, EarlierComparison.Complete(present));
        var tables = Earlier with { Pairing = Pairing.DataSets };
        Assert.Same(tables, EarlierComparison.Complete(tables));
    }

    [Fact]
    public void Methods_that_are_not_known_are_left_as_they_are()
    {
        var foreign = Earlier with { Methods = [.. Earlier.Methods, new() { Name = "my own" }] };
        Assert.Same(foreign, EarlierComparison.Complete(foreign));
    }

    [Theory]
    [InlineData("data/lesions/metadata.csv", "metadata", "lesions")]
    [InlineData("data/lesions", "lesions", "lesions")]
    [InlineData("fashion-mnist-excerpt", "fashion-mnist-excerpt", "fashion-mnist-excerpt")]
    public void A_file_that_lists_images_goes_by_its_folder(string path, string name, string shown) => Assert.Equal(shown, DataName.Of(path, name));
}
