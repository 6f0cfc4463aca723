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
        Assert.All(check.Unreadable, u => Assert.NotEmpty(u.Reason.ToString()));
        Assert.Equal([0, 1], check.Readable.Labels);
        Assert.Equal([0, 1], check.Readable.Samples.Select(s => s.Index));
    }

    [Fact]
    public void Unreadable_images_are_all_named_and_counted_where_they_are_fatal()
    {
        using var folder = Damaged();
        var message = Assert.Throws<InvalidDataException>(() => ReadabilityCheck.Run(ImageFolder.Load(folder.Path), UnreadablePolicy.Fatal))
            .Message;
        Assert.StartsWith("3 of 5 images cannot be read", message);
        Assert.All(["empty.jpg", "text.jpg", "cut.jpg"], name => Assert.Contains(name, message));
    }

    [Fact]
    public void Whoever_looks_is_given_every_image_that_can_be_read()
    {
        using var folder = Damaged();
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<int, int>();
        ReadabilityCheck.Run(ImageFolder.Load(folder.Path), look: (i, image) => seen[i] = image.Width);
        Assert.Equal([1, 4], seen.Keys.Order());
        Assert.Equal(50, seen[1]);
    }

    [Fact]
    public void Cancellation_ends_the_check()
    {
        using var folder = Damaged();
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => ReadabilityCheck.Run(ImageFolder.Load(folder.Path),
            cancellationToken: source.Token));
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
