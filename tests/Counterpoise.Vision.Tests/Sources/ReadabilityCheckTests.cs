using Counterpoise.Vision.Images;
using Counterpoise.Vision.Sources;

namespace Counterpoise.Vision.Tests.Sources;

public sealed class ReadabilityCheckTests
{
    [Fact]
    public void Unreadable_images_are_named_counted_and_left_out()
    {
        using var folder = Damaged();
        var check = ReadabilityCheck.Run(ImageFolder.Load(folder.Path));
        Assert.Equal(["a/empty.jpg", "a/text.jpg", "b/cut.jpg"], check.Unreadable.Select(u => Path.GetRelativePath(folder.Path, u.Name)));
        Assert.Equal([0, 2, 3], check.Unreadable.Select(u => u.Index));
        Assert.All(check.Unreadable, u => Assert.NotEmpty(u.Reason));
        Assert.Equal([0, 1], check.Readable.Labels);
        Assert.Equal([0, 1], check.Readable.Samples.Select(s => s.Index));
    }

    [Fact]
    public void The_first_unreadable_image_is_fatal_where_that_was_chosen()
    {
        using var folder = Damaged();
        var data = ImageFolder.Load(folder.Path);
        for (var round = 0; round < 20; round++)
        {
            Assert.EndsWith("empty.jpg", Assert.Throws<UnreadableImageException>(() => ReadabilityCheck.Run(data, UnreadablePolicy.Fatal)).Name, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Cancellation_ends_the_check()
    {
        using var folder = Damaged();
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ReadabilityCheck.Run(ImageFolder.Load(folder.Path), cancellationToken: source.Token));
    }

    private static TemporaryFolder Damaged()
    {
        var folder = new TemporaryFolder();
        folder.Write("a/empty.jpg", Array.Empty<byte>());
        folder.Write("a/good.jpg", Oracle.Fixture("photo.jpg"));
        folder.Write("a/text.jpg", "this is text");
        folder.Write("b/cut.jpg", Oracle.Fixture("photo.jpg")[..900]);
        folder.Write("b/good.png", Oracle.Fixture("rgb.png"));
        return folder;
    }
}
