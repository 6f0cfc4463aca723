using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class FolderWalkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderWalkTests()
    {
        foreach (var file in new[] { "data/a/1.jpg", "data/a/2.jpg", "data/b/3.jpg", "elsewhere/4.jpg" })
        {
            _folder.Write(file, Oracle.Fixture("one.jpg"));
        }
    }

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("data/a/x", ".")]
    [InlineData("data/a/x", "..")]
    [InlineData("data/a/x", "../..")]
    [InlineData("data/a/x", "/")]
    [InlineData("data/b/x", "../a")]
    public void A_link_to_a_folder_that_is_read_already_or_leads_back_up_is_not_followed(string link, string target)
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, link), target);
        var data = ImageFolder.Load(Data);
        Assert.Equal([2, 1], data.CountClasses());
        Assert.Contains("is not followed", Assert.Single(data.Notes).ToString());
    }

    [Fact]
    public void Two_links_that_lead_to_each_other_end()
    {
        Directory.CreateSymbolicLink(Path.Combine(Data, "a", "x"), "../b");
        Directory.CreateSymbolicLink(Path.Combine(Data, "b", "y"), "../a");
        Assert.Equal(3, ImageFolder.Load(Data).Count);
    }

    [Fact]
    public void Linked_classes_and_files_from_elsewhere_are_read_under_the_name_of_the_link()
    {
        Directory.CreateSymbolicLink(Path.Combine(Data, "c"), "../elsewhere");
        File.CreateSymbolicLink(Path.Combine(Data, "b", "5.jpg"), "../../elsewhere/4.jpg");
        var data = ImageFolder.Load(Data);
        Assert.Equal(["a", "b", "c"], data.ClassNames);
        Assert.Equal([2, 2, 1], data.CountClasses());
        Assert.Empty(data.Notes);
    }

    [Fact]
    public void A_link_to_a_class_folder_that_is_gone_is_an_error_and_one_to_an_image_is_named_when_it_is_read()
    {
        File.CreateSymbolicLink(Path.Combine(Data, "a", "gone.jpg"), "nowhere.jpg");
        Assert.Contains("gone.jpg", Assert.Single(ReadabilityCheck.Run(ImageFolder.Load(Data)).Unreadable).Name, StringComparison.Ordinal);
        Directory.CreateSymbolicLink(Path.Combine(Data, "c"), "../gone");
        Assert.Contains("'../gone', which leads nowhere", Assert.Throws<InvalidDataException>(() => ImageFolder.Load(Data)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_real_path_has_no_links_in_it()
    {
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "one"), "two");
        Directory.CreateSymbolicLink(Path.Combine(_folder.Path, "two"), "data");
        Assert.Equal(Path.Combine(RealPath.Of(_folder.Path), "data", "a", "new"),
            RealPath.Of(Path.Combine(_folder.Path, "one", "a", "new")));
        Assert.True(RealPath.IsInside("/x/y", "/x") && !RealPath.IsInside("/xy", "/x") && RealPath.IsInside("/x", "/"));
    }
}
