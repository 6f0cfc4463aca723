using System.IO.Compression;
using System.Text;
using Counterpoise.Tests;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class ImageManifestTests
{
    [Fact]
    public void Path_label_group_and_split_are_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("images/one.jpg", Oracle.Fixture("one.jpg"));
        var table = folder.Write("data.csv",
            "path,label,group,split\nimages/one.jpg,mel,L1,train\n\"images/one.jpg\",\"nv, common\",,test\nimages/one.jpg,mel,L1,val\n");
        var data = ImageManifest.Load(table);
        Assert.Equal(["mel", "nv, common"], data.ClassNames);
        Assert.Equal([0, 1, 0], data.Labels);
        Assert.Equal(["L1", null, "L1"], data.Samples.Select(s => s.Group));
        Assert.Equal([DatasetSplit.Train, DatasetSplit.Test, DatasetSplit.Validation], data.Samples.Select(s => s.Split));
        Assert.Equal([0, 1, 0], data.GroupNumbers());
        Assert.Equal(1, data.Read(2).Width);
    }

    [Fact]
    public void A_packed_table_is_the_table_that_it_holds()
    {
        using var folder = new TemporaryFolder();
        folder.Write("one.jpg", Oracle.Fixture("one.jpg"));
        foreach (var (name, text) in ((string, string)[])[("data.csv", "path,label\none.jpg,b\none.jpg,a\n"),
            ("data.tsv", "path\tlabel\none.jpg\tb\n")])
        {
            var table = folder.Write(name, text);
            using (var packed = new GZipStream(File.Create($"{table}.gz"), CompressionLevel.Fastest))
                packed.Write(Encoding.UTF8.GetBytes(text));
            var (data, same) = (ImageManifest.Load($"{table}.gz"), ImageManifest.Load(table));
            Assert.Equal((same.Name, same.Labels.Length), (data.Name, data.Labels.Length));
            Assert.Equal(same.ClassNames, data.ClassNames);
            Assert.Equal(1, data.Read(0).Width);
            Assert.True(ManifestFile.Is($"{table}.gz") && !ManifestFile.Is("images.tar.gz"));
            File.WriteAllBytes($"{table}.gz", File.ReadAllBytes($"{table}.gz")[..12]);
            Assert.Contains($"{name}.gz", Assert.Throws<InvalidDataException>(() => ImageManifest.Load($"{table}.gz")).Message);
            File.WriteAllText($"{table}.gz", "nonsense");
            Assert.Contains($"{name}.gz cannot be unpacked",
                Assert.Throws<InvalidDataException>(() => ImageManifest.Load($"{table}.gz")).Message);
        }
    }

    [Fact]
    public void A_tsv_uses_tabs_and_columns_can_have_other_names()
    {
        using var folder = new TemporaryFolder();
        folder.Write("one.jpg", Oracle.Fixture("one.jpg"));
        var table = folder.Write("data.tsv", "id\tdx\none\ta,b\n");
        var data = ImageManifest.Load(table, new ImageManifestOptions { PathColumn = "id", LabelColumn = "dx", PathSuffix = ".jpg" });
        Assert.Equal(["a,b"], data.ClassNames);
        Assert.Equal(1, data.Read(0).Height);
    }

    [Theory]
    [InlineData("path,sort\na.jpg,x\n", "'label'")]
    [InlineData("path,label\n", "no rows")]
    [InlineData("path,label\na.jpg,\n", "line 2")]
    [InlineData("path,label,split\na.jpg,x,train\nb.jpg,x,holdout\n", "line 3")]
    [InlineData("path,label\na.jpg,x\nb.jpg\n", "line 3")]
    [InlineData("", "")]
    public void A_faulty_table_is_refused_with_the_line(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("data.csv", text);
        Assert.Contains(expected, Assert.Throws<InvalidDataException>(() => ImageManifest.Load(table)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("path;label\nimages/one.jpg;x\n")]
    [InlineData("path\tlabel\nimages/one.jpg\tx\n")]
    [InlineData("filename,class\nimages/one.jpg,x\n")]
    [InlineData("Image;DX\nimages/one.jpg;x\n")]
    [InlineData("id,file,target\n7,images/one.jpg,x\n")]
    [InlineData("path,label\nimages\\one.jpg,x\n")]
    public void Delimiters_usual_names_of_columns_and_back_slashes_are_recognised(string text)
    {
        using var folder = new TemporaryFolder();
        folder.Write("images/one.jpg", Oracle.Fixture("one.jpg"));
        var data = ImageManifest.Load(folder.Write("data.csv", text));
        Assert.Equal(["x"], data.ClassNames);
        Assert.Equal(1, data.Read(0).Width);
        Assert.Equal(text.Contains('\\', StringComparison.Ordinal) ? 1 : 0, data.Notes.Count);
    }

    [Fact]
    public void A_drive_and_cells_that_list_classes_are_told()
    {
        using var folder = new TemporaryFolder();
        var data = ImageManifest.Load(folder.Write("data.csv", "path,label\nC:\\me\\1.jpg,a\n2.jpg,b\n3.jpg,a|b\n"));
        Assert.Contains(data.Notes, note => note.ToString().Contains("begin with a drive", StringComparison.Ordinal));
        Assert.Contains(data.Notes, note => note.ToString().Contains("'a|b' joins names", StringComparison.Ordinal));
    }

    [Fact]
    public void Images_that_are_only_predicted_need_no_classes()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("data.csv", "path\n1.jpg\n2.jpg\n");
        Assert.Throws<InvalidDataException>(() => ImageManifest.Load(table));
        Assert.Equal(2, ImageManifest.Load(table, new ImageManifestOptions { LabelsAreOptional = true }).Count);
    }

    [Fact]
    public void A_class_outside_the_given_list_is_refused()
    {
        using var folder = new TemporaryFolder();
        var table = folder.Write("data.csv", "path,label\na.jpg,x\nb.jpg,y\n");
        var fault = Assert.Throws<InvalidDataException>(() => ImageManifest.Load(table, new ImageManifestOptions { ClassNames = ["x"] }));
        Assert.Contains("'y'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ham10000_is_read_with_its_lesions_as_groups()
    {
        var folder = Repository.Data("ham10000");
        var data = ImageManifest.Load(Path.Combine(folder, "metadata.csv"),
            new ImageManifestOptions { PathColumn = "image_id", LabelColumn = "dx", GroupColumn = "lesion_id",
            Root = Path.Combine(folder, "images"), PathSuffix = ".jpg" });
        Assert.Equal(["akiec", "bcc", "bkl", "df", "mel", "nv", "vasc"], data.ClassNames);
        Assert.Equal([139, 235, 544, 56, 556, 3373, 80], data.CountClasses());
        Assert.True(data.GroupNumbers().Distinct().Count() < data.Count);
        Assert.Equal(160, Math.Min(data.Read(17).Width, data.Read(17).Height));
    }
}
