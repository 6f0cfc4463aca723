using System.Text;
using Counterpoise.Files;

namespace Counterpoise.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("counterpoise-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_is_written_and_nothing_else_is_left()
    {
        var path = Path.Combine(_folder, "a.bin");
        AtomicFile.Write(path, s => s.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void The_old_file_is_seen_until_the_new_one_is_whole()
    {
        var path = Path.Combine(_folder, "a.txt");
        File.WriteAllText(path, "old and longer");
        AtomicFile.Write(path, s =>
        {
            s.Write("new"u8);
            s.Flush();
            Assert.Equal("old and longer", File.ReadAllText(path));
        });
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void A_failure_leaves_the_old_file_and_no_temporary_one()
    {
        var path = Path.Combine(_folder, "a.txt");
        File.WriteAllText(path, "old");
        var failure = Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, s =>
        {
            s.Write("half"u8);
            throw new InvalidOperationException("the disk is on fire");
        }));
        Assert.Equal("the disk is on fire", failure.Message);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_target_that_is_a_folder_is_refused_and_no_temporary_file_is_left()
    {
        var path = Path.Combine(_folder, "sub");
        Directory.CreateDirectory(path);
        Assert.ThrowsAny<Exception>(() => AtomicFile.WriteText(path, "text"));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
        Assert.Throws<ArgumentException>(() => AtomicFile.WriteText(" ", "text"));
        Assert.Throws<ArgumentException>(() => AtomicFile.WriteText(Path.GetPathRoot(_folder)!, "text"));
    }

    [Fact]
    public void A_missing_folder_is_made_and_text_has_no_byte_order_mark()
    {
        var path = Path.Combine(_folder, "x", "y", "a.txt");
        AtomicFile.WriteText(path, "grüße\n");
        Assert.Equal(Encoding.UTF8.GetBytes("grüße\n"), File.ReadAllBytes(path));
    }

    [Fact]
    public async Task A_cancelled_write_leaves_the_old_file()
    {
        var path = Path.Combine(_folder, "a.txt");
        using var source = new CancellationTokenSource();
        await AtomicFile.WriteAsync(path, async (s, t) => await s.WriteAsync("old"u8.ToArray(), t), source.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AtomicFile.WriteAsync(path, async (s, t) =>
        {
            await s.WriteAsync("half"u8.ToArray(), t);
            await source.CancelAsync();
        }, source.Token));
        Assert.Equal("old", await File.ReadAllTextAsync(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Writers_of_one_target_never_mix()
    {
        var path = Path.Combine(_folder, "a.bin");
        Parallel.For(0, 16, i => AtomicFile.Write(path, s =>
        {
            for (var k = 0; k < 100; k++)
            {
                s.WriteByte((byte)i);
            }
        }));
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(100, bytes.Length);
        Assert.Single(bytes.Distinct());
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder));
    }
}
