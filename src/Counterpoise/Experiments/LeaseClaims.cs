using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Counterpoise.Experiments;

/// <summary>
/// Claims for machines that share a folder over a network. A claim is a file that is made where there is none (O_CREAT with O_EXCL, atomic
/// on NFS from version 3 on) and renewed by its owner: a number in it grows. Whoever sees the same number for the time of a lease, by a
/// clock of their own, replaces the file as a whole; of several that would, one makes a mark beside it and does it, so that the file is
/// never away in between. Two machines never compare their clocks.
/// </summary>
/// <remarks>
/// A machine that was suspended for longer than a lease may compute a cell that another has taken over. That costs time and nothing else:
/// a cell's file is replaced as a whole, and both have the same numbers.
/// </remarks>
/// <param name="folder">The folder of cells.</param>
/// <param name="lease">How long a claim lasts that is not renewed.</param>
internal sealed class LeaseClaims(string folder, TimeSpan lease)
{
    private const string Marked = ".taken";

    private static readonly string Owner = $"{Environment.MachineName} {Environment.ProcessId} {Guid.NewGuid():N}";

    private readonly ConcurrentDictionary<string, (string Text, Stopwatch Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Takes a claim; null where another has it.</summary>
    public IDisposable? TryClaim(string name)
    {
        var path = Path.Combine(folder, name + ".claim");
        if (TryMake(path) is { } claim)
        {
            return claim;
        }

        return IsAbandoned(path) ? TryTakeOver(path) : null;
    }

    private Claim? TryMake(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                Make(path);
                return new Claim(path, lease / 6);
            }
            catch (IOException) when (File.Exists(path))
            {
                return null;
            }
            catch (IOException) when (attempt < 3)
            {
                // Whoever had it gave it back between the two looks.
            }
        }
    }

    /// <summary>Whether the claim stands unchanged for as long as a lease lasts.</summary>
    private bool IsAbandoned(string path)
    {
        if (Read(path) is not { } text)
        {
            // Given back meanwhile: the next look takes it.
            _seen.TryRemove(path, out _);
            return false;
        }

        var seen = _seen.AddOrUpdate(path, _ => (text, Stopwatch.StartNew()),
            (_, old) => old.Text == text ? old : (text, Stopwatch.StartNew()));
        return seen.Since.Elapsed >= lease;
    }

    /// <summary>Replaces the claim that was seen; of several that try, the one that makes its mark does it.</summary>
    private Claim? TryTakeOver(string path)
    {
        if (!_seen.TryRemove(path, out var seen))
        {
            return null;
        }

        var mark = path + Marked;
        try
        {
            Make(mark);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            RemoveIfLeft(mark);
            return null;
        }

        var mine = $"{path}.{Guid.NewGuid():N}";
        try
        {
            // Who made the mark before has replaced the claim before it took the mark away.
            if (Read(path) != seen.Text)
            {
                return null;
            }

            Make(mine);
            File.Move(mine, path, overwrite: true);
            return new Claim(path, lease / 6);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        finally
        {
            File.Delete(mine);
            File.Delete(mark);
        }
    }

    /// <summary>Takes away a mark that stands for longer than two leases: who made it has died over it.</summary>
    private void RemoveIfLeft(string mark)
    {
        var since = _seen.GetOrAdd(mark, _ => ("", Stopwatch.StartNew())).Since;
        if (!File.Exists(mark))
        {
            _seen.TryRemove(mark, out _);
        }
        else if (since.Elapsed >= 2 * lease)
        {
            _seen.TryRemove(mark, out _);
            File.Delete(mark);
        }
    }

    private static string? Read(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Makes a file that names its owner; of several that try, one does it.</summary>
    /// <exception cref="IOException">It is there already, or cannot be written.</exception>
    private static void Make(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        Write(file, 0);
    }

    private static void Write(FileStream file, long beat)
    {
        file.Position = 0;
        file.Write(System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Owner} {beat:D12}\n")));
        file.Flush(flushToDisk: true);
    }

    /// <summary>A claim of this process, renewed until it is given back.</summary>
    private sealed class Claim : IDisposable
    {
        private readonly string _path;
        private readonly Timer _timer;
        private readonly Lock _one = new();
        private long _beat;
        private bool _given;

        public Claim(string path, TimeSpan every) => (_path, _timer) = (path, new Timer(_ => Renew(), null, every, every));

        public void Dispose()
        {
            lock (_one)
            {
                _given = true;
                _timer.Dispose();
                if (IsOwn())
                {
                    File.Delete(_path);
                }
            }
        }

        private void Renew()
        {
            lock (_one)
            {
                if (_given || !IsOwn())
                {
                    return;
                }

                try
                {
                    using var file = new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                    Write(file, ++_beat);
                }
                catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
                {
                    // The next time it may succeed; a lease outlasts five that fail.
                }
            }
        }

        private bool IsOwn() => Read(_path)?.StartsWith(Owner, StringComparison.Ordinal) == true;
    }
}
