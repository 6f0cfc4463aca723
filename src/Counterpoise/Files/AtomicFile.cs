namespace Counterpoise.Files;

/// <summary>
/// Writes a file whole or not at all: the bytes go to a temporary name beside the target, are flushed to the disk, and
/// the temporary file is renamed over the target. A reader sees the old file or the new one, never a part of either.
/// Through a symbolic link the file that it leads to is written; a device, a pipe and the like are written into, since
/// they cannot be replaced. What a killed process has left is removed by the next that writes into the folder.
/// </summary>
#if COUNTERPOISE_TORCH
// The engine's room may not know the core; it compiles this very source as its own.
internal static partial class AtomicFile
#else
public static partial class AtomicFile
#endif
{
    // FileStream's default of 4 KiB makes a system call for every few rows of a table.
    private const int BufferBytes = 1 << 16;

    /// <summary>Writes a file whole or not at all. The folder is made when it is missing.</summary>
    /// <param name="path">Where the file is to stand; an existing file is replaced.</param>
    /// <param name="write">Writes the content to a seekable stream that it need not close.</param>
    /// <param name="flushToDisk">Whether it is on the disk when this returns, so that it outlives a power failure; a killed process it
    /// outlives anyway. Default true; false saves milliseconds for what is written often and can be made again.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The file cannot be written. The target is untouched, the temporary file is gone.</exception>
    public static void Write(string path, Action<Stream> write, bool flushToDisk = true)
    {
        ArgumentNullException.ThrowIfNull(write);
        path = Target.Of(path);
        if (Target.OpenSpecial(path) is { } special)
        {
            using (special)
            {
                Target.WriteThrough(special, write);
            }

            return;
        }

        var temporary = Target.TemporaryName(path);
        try
        {
            using (var stream = Open(temporary, FileOptions.None))
            {
                write(stream);
                stream.Flush(flushToDisk);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes a file whole or not at all, asynchronously. The folder is made when it is missing.</summary>
    /// <param name="path">Where the file is to stand; an existing file is replaced.</param>
    /// <param name="write">Writes the content to a seekable stream that it need not close.</param>
    /// <param name="cancellationToken">Ends the writing; the target is then untouched.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The file cannot be written. The target is untouched, the temporary file is gone.</exception>
    public static async Task WriteAsync(string path, Func<Stream, CancellationToken, Task> write,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(write);
        path = Target.Of(path);
        var temporary = Target.TemporaryName(path);
        try
        {
            var stream = Open(temporary, FileOptions.Asynchronous);
            await using (stream.ConfigureAwait(false))
            {
                await write(stream, cancellationToken).ConfigureAwait(false);
                await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark, whole or not at all.</summary>
    /// <param name="path">Where the file is to stand; an existing file is replaced.</param>
    /// <param name="text">The whole content.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty.</exception>
    /// <exception cref="IOException">The file cannot be written. The target is untouched, the temporary file is gone.</exception>
    public static void WriteText(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            writer.Write(text);
        });
    }

    private static FileStream Open(string temporary, FileOptions options) =>
        new(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferBytes, options);
}
