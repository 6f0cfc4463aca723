using Counterpoise.Tests;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class ImageFolderTests
{
    [Fact]
    public void Classes_and_files_come_in_ordinal_order()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "b/2.jpg", "b/10.jpg", "a/deep/x.PNG", "B/1.jpeg" })
        {
            folder.Write(file, Oracle.Fixture(file.EndsWith("PNG", StringComparison.Ordinal) ? "rgb.png" : "photo.jpg"));
        }

        var data = ImageFolder.Load(folder.Path);
        Assert.Equal(["B", "a", "b"], data.ClassNames);
        Assert.Equal([0, 1, 2, 2], data.Labels);
        Assert.EndsWith("10.jpg", data.Samples[2].Name, StringComparison.Ordinal);
        Assert.Equal([1, 1, 2], data.CountClasses());
        Assert.Equal((12, 9), (data.Read(1).Width, data.Read(1).Height));
    }

    [Fact]
    public void Train_val_and_test_folders_become_parts()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "train/x/1.jpg", "train/y/2.jpg", "val/x/3.jpg", "test/y/4.jpg" })
        {
            folder.Write(file, Oracle.Fixture("one.jpg"));
        }

        var data = ImageFolder.Load(folder.Path);
        Assert.Equal(["x", "y"], data.ClassNames);
        Assert.Equal([DatasetPart.Test, DatasetPart.Train, DatasetPart.Train, DatasetPart.Validation], data.Samples.Select(s => s.Part));
        Assert.Equal([1, 2], data.IndicesOf(DatasetPart.Train));
    }

    [Fact]
    public void A_class_called_test_among_others_is_a_class()
    {
        using var folder = new TemporaryFolder();
        folder.Write("test/1.jpg", Oracle.Fixture("one.jpg"));
        folder.Write("other/2.jpg", Oracle.Fixture("one.jpg"));
        Assert.Equal(["other", "test"], ImageFolder.Load(folder.Path).ClassNames);
    }

    [Fact]
    public void An_empty_class_is_an_error_that_names_it_unless_it_is_allowed()
    {
        using var folder = new TemporaryFolder();
        folder.Write("full/1.jpg", Oracle.Fixture("one.jpg"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "hollow"));
        Assert.Contains("'hollow'", Assert.Throws<InvalidDataException>(() => ImageFolder.Load(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Equal([1, 0], ImageFolder.Load(folder.Path, new ImageFolderOptions { KeepEmptyClasses = true }).CountClasses());
    }

    [Fact]
    public void A_folder_without_images_says_what_was_expected()
    {
        using var folder = new TemporaryFolder();
        folder.Write("readme.txt", "hello");
        Assert.Contains("one folder per class", Assert.Throws<InvalidDataException>(() => ImageFolder.Load(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<DirectoryNotFoundException>(() => ImageFolder.Load(folder.Path + "-not"));
    }

    [Fact]
    public void Files_that_are_no_images_are_listed_and_not_lost()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/1.jpg", Oracle.Fixture("one.jpg"));
        folder.Write("a/notes.txt", "hello");
        folder.Write("stray.jpg", Oracle.Fixture("one.jpg"));
        Assert.Equal(["a/notes.txt", "stray.jpg"], ImageFolder.Load(folder.Path).IgnoredFiles);
    }

    [Fact]
    public void Names_that_begin_with_a_dot_are_no_classes_and_no_images()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "a/1.jpg", "a/._1.jpg", "a/.ipynb_checkpoints/1-checkpoint.jpg", ".ipynb_checkpoints/x.jpg", ".git/deep/y.jpg" })
        {
            folder.Write(file, Oracle.Fixture("one.jpg"));
        }

        Directory.CreateDirectory(Path.Combine(folder.Path, ".empty"));
        var data = ImageFolder.Load(folder.Path);
        Assert.Equal(["a"], data.ClassNames);
        Assert.EndsWith("a/1.jpg", Assert.Single(data.Samples).Name);
        Assert.Equal(4, data.IgnoredFiles.Count);
    }

    [Fact]
    public void A_name_in_any_script_can_be_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("猫 и собака/ñandú 画像.jpg", Oracle.Fixture("photo.jpg"));
        var data = ImageFolder.Load(folder.Path);
        Assert.Equal(["猫 и собака"], data.ClassNames);
        Assert.Equal(50, data.Read(0).Width);
    }

    [Fact]
    public void Natural_disasters_has_912_images_in_two_parts()
    {
        var data = ImageFolder.Load(Repository.Data("natural-disasters"));
        Assert.Equal(["cyclone", "earthquake", "flood", "wildfire"], data.ClassNames);
        Assert.Equal(912, data.Count);
        Assert.Equal(912, data.IndicesOf(DatasetPart.Train).Length + data.IndicesOf(DatasetPart.Test).Length);
        Assert.Equal(256, Math.Min(data.Read(0).Width, data.Read(0).Height));
    }

    [Fact]
    public void A_file_that_vanished_is_named()
    {
        var content = new FileContent("/no/such/file.jpg");
        var fault = Assert.Throws<UnreadableImageException>(() => content.ReadInto(new RgbImage(), DecodeOptions.Default));
        Assert.Equal("/no/such/file.jpg", fault.Name);
    }
}
