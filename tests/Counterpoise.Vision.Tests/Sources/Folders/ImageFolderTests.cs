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
        Assert.Equal([DatasetSplit.Test, DatasetSplit.Train, DatasetSplit.Train, DatasetSplit.Validation],
            data.Samples.Select(s => s.Split));
        Assert.Equal([1, 2], data.IndicesOf(DatasetSplit.Train));
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
        Assert.Contains("'hollow'", Assert.Throws<InvalidDataException>(() => ImageFolder.Load(folder.Path)).Message,
            StringComparison.Ordinal);
        Assert.Equal([1, 0], ImageFolder.Load(folder.Path, new ImageFolderOptions { KeepEmptyClasses = true }).CountClasses());
    }

    [Fact]
    public void A_folder_without_images_says_what_was_expected()
    {
        using var folder = new TemporaryFolder();
        folder.Write("readme.txt", "hello");
        Assert.Contains("one folder per class", Assert.Throws<InvalidDataException>(() => ImageFolder.Load(folder.Path)).Message,
            StringComparison.Ordinal);
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
        foreach (var file in new[] { "a/1.jpg", "a/._1.jpg", "a/.ipynb_checkpoints/1-checkpoint.jpg", ".ipynb_checkpoints/x.jpg",
            ".git/deep/y.jpg" })
        {
            folder.Write(file, Oracle.Fixture("one.jpg"));
        }

        Directory.CreateDirectory(Path.Combine(folder.Path, ".empty"));
        var data = ImageFolder.Load(folder.Path);
        Assert.Equal(["a"], data.ClassNames);
        Assert.EndsWith("a/1.jpg", Assert.Single(data.Samples).Name);
        Assert.Equal(4, data.IgnoredFiles.Count);
    }

    [Theory]
    [InlineData("__MACOSX")]
    [InlineData("@eaDir")]
    [InlineData("$RECYCLE.BIN")]
    [InlineData("System Volume Information")]
    [InlineData("lost+found")]
    public void Folders_of_systems_are_no_classes_wherever_they_lie(string hidden)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "a/1.jpg", $"a/{hidden}/1.jpg", $"{hidden}/2.jpg", "b/3.jpg" })
        {
            folder.Write(file, Oracle.Fixture("one.jpg"));
        }

        var data = ImageFolder.Load(folder.Path);
        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.Equal([1, 1], data.CountClasses());
        Assert.Equal(2, data.IgnoredFiles.Count);
    }

    [Theory]
    [InlineData("training_set", "test_set", "validation_set")]
    [InlineData("Train-Data", "Test-Data", "Val-Data")]
    [InlineData("train images", "test images", "dev images")]
    [InlineData("trainset", "testset", "valset")]
    public void Parts_are_known_by_longer_names(string train, string test, string validation)
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { $"{train}/x/1.jpg", $"{train}/y/2.jpg", $"{test}/x/3.jpg", $"{validation}/y/4.jpg" })
        {
            folder.Write(file, Oracle.Fixture("one.jpg"));
        }

        var data = ImageFolder.Load(folder.Path);
        Assert.Equal(["x", "y"], data.ClassNames);
        Assert.Equal((2, 1, 1), (data.IndicesOf(DatasetSplit.Train).Length, data.IndicesOf(DatasetSplit.Test).Length,
            data.IndicesOf(DatasetSplit.Validation).Length));
    }

    [Fact]
    public void Classes_that_all_hold_the_same_folders_may_be_parts_and_people_are_told()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "first/x/1.jpg", "first/y/2.jpg", "second/x/3.jpg", "second/y/4.jpg" })
        {
            folder.Write(file, Oracle.Fixture("one.jpg"));
        }

        Assert.Contains(ImageFolder.Load(folder.Path).Notes,
            note => note.ToString().Contains("the same folders, x, y", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_is_alone_at_the_top_is_entered_and_people_are_told()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "chest/train/x/1.jpg", "chest/train/y/2.jpg", "chest/test/x/3.jpg", "__MACOSX/chest/._1.jpg" })
        {
            folder.Write(file, Oracle.Fixture("one.jpg"));
        }

        var data = ImageFolder.Load(folder.Path);
        Assert.Equal(["x", "y"], data.ClassNames);
        Assert.Single(data.IndicesOf(DatasetSplit.Test));
        Assert.Contains("'chest' alone", Assert.Single(data.Notes).ToString());
    }

    [Fact]
    public void A_class_alone_is_not_entered_where_it_holds_images()
    {
        using var folder = new TemporaryFolder();
        folder.Write("defect/1.jpg", Oracle.Fixture("one.jpg"));
        folder.Write("defect/deep/2.jpg", Oracle.Fixture("one.jpg"));
        folder.Write("3.jpg", Oracle.Fixture("one.jpg"));
        var data = ImageFolder.Load(folder.Path);
        Assert.Equal(["defect"], data.ClassNames);
        Assert.Equal(("3.jpg", null, "beside the class folders"),
            (data.PassedOver[0].Path, data.PassedOver[0].ClassName, data.PassedOver[0].Reason));
    }

    [Fact]
    public void Files_that_look_like_images_and_are_not_read_are_named_with_class_and_reason()
    {
        using var folder = new TemporaryFolder();
        folder.Write("rare/1.jfif", Oracle.Fixture("photo.jpg"));
        folder.Write("rare/2.HEIC", "....ftypheic");
        folder.Write("rare/3", Oracle.Fixture("photo.jpg"));
        folder.Write("common/4.webp", Oracle.Fixture("lossy.webp"));
        folder.Write("common/5.img", "....ftypavif....");
        folder.Write("common/labels.txt", Oracle.Fixture("photo.jpg"));
        folder.Write("common/Thumbs.db", "x");
        folder.Write("common/.hidden.heic", "x");
        var data = ImageFolder.Load(folder.Path);
        Assert.Equal([1, 1], data.CountClasses());
        Assert.Equal(50, data.Read(1).Width);
        Assert.Equal([("common/5.img", "common", "AVIF"), ("rare/2.HEIC", "rare", "HEIC"), ("rare/3", "rare", "JPEG without an ending")],
            data.PassedOver.Select(p => (p.Path, p.ClassName, p.Reason)));
        Assert.Equal(data.PassedOver, data.Subset([0]).PassedOver);
    }

    [Fact]
    public void Folders_below_the_class_are_groups_where_that_is_asked_for_and_hinted_at_where_not()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "ill/p1/a.jpg", "ill/p1/b.jpg", "well/p1/c.jpg", "well/p2/d.jpg", "well/e.jpg" })
        {
            folder.Write(file, Oracle.Fixture("one.jpg"));
        }

        Assert.Contains("4 of 5 images lie in folders below", Assert.Single(ImageFolder.Load(folder.Path).Notes).ToString());
        var data = ImageFolder.Load(folder.Path, new ImageFolderOptions { GroupFrom = ImageGroupRule.Folder });
        Assert.Equal(["p1", "p1", null, "p1", "p2"], new[] { "a.jpg", "b.jpg", "e.jpg", "c.jpg",
            "d.jpg" }.Select(file => data.Samples.Single(s => Path.GetFileName(s.Name) == file).Group));
    }

    [Fact]
    public void A_pattern_of_file_names_gives_groups_too()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in new[] { "ill/p1_a.jpg", "ill/p2_b.jpg", "well/p1_c.jpg", "well/other.jpg" })
        {
            folder.Write(file, Oracle.Fixture("one.jpg"));
        }

        var data = ImageFolder.Load(folder.Path, new ImageFolderOptions { GroupPattern = @"^(p\d+)_" });
        Assert.Equal(["p1", "p2", null, "p1"], data.Samples.Select(s => s.Group));
        Assert.Contains("1 of 4 images have no group", Assert.Single(data.Notes).ToString());
        Assert.Contains("no regular expression", Assert.Throws<Options.InvalidOptionsException>(() =>
            new ImageFolderOptions { GroupPattern = "(" }.Validate()).Message, StringComparison.Ordinal);
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
        Assert.Equal(912, data.IndicesOf(DatasetSplit.Train).Length + data.IndicesOf(DatasetSplit.Test).Length);
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
