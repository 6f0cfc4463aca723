using System.Collections.Concurrent;
using System.Globalization;

namespace Counterpoise.Files;

#if COUNTERPOISE_TORCH
internal static partial class AtomicFile
#else
public static partial class AtomicFile
#endif
{
    /// <summary>
    /// The file that a path leads to in the end, through links of the file itself; null where it is no link, or the link names no file.
    /// </summary>
    /// <param name="path">The path; nothing need be there.</param>
    public static string? FinalTarget(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.LinkTarget is null ? null : file.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (FileNotFoundException)
        {
            // The link of an open pipe, /dev/fd/63, names no file.
            return null;
        }
    }

    /// <summary>Where the bytes go: the file behind links, what is no file, and the temporary file beside the target.</summary>
    private static class Target
    {
        private const string Ending = ".tmp";

        // Of a container that shares the disk and the name no process is seen from here, but its writing is.
        private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

        private static readonly ConcurrentDictionary<string, bool> Cleaned = new(StringComparer.Ordinal);

        /// <summary>The file that a path leads to; a link stays a link.</summary>
        public static string Of(string path)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(path);
            return FinalTarget(path) is { } target && (File.Exists(target) || !File.Exists(path)) ? target : path;
        }

        /// <summary>A stream into a device or pipe that is there; null where the path is a file, or nothing yet.</summary>
        public static FileStream? OpenSpecial(string path)
        {
            if (OperatingSystem.IsWindows() || !File.Exists(path))
                return null;
            try
            {
                var full = Path.GetFullPath(path);
                var stream = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
                // A device such as /dev/null can be sought in and is no file all the same; shared memory is one.
                if (!stream.CanSeek || (full.StartsWith("/dev/", StringComparison.Ordinal)
                    && !full.StartsWith("/dev/shm/", StringComparison.Ordinal)) || full.StartsWith("/proc/", StringComparison.Ordinal))
                    return stream;
                stream.Dispose();
                return null;
            }
            catch (UnauthorizedAccessException)
            {
                // A file that may not be written may still be replaced.
                return null;
            }
        }

        /// <summary>Writes by way of a temporary file, for content that is not written from front to back.</summary>
        public static void WriteThrough(Stream special, Action<Stream> write)
        {
            using var buffer = new FileStream(Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()), FileMode.CreateNew,
                FileAccess.ReadWrite, FileShare.None, BufferBytes, FileOptions.DeleteOnClose);
            write(buffer);
            buffer.Position = 0;
            buffer.CopyTo(special);
            special.Flush();
        }

        /// <summary>
        /// A name that no other writer takes, so that of two writers of one target the last rename wins; it says which process it is of.
        /// </summary>
        public static string TemporaryName(string path)
        {
            var full = Path.GetFullPath(path);
            var folder = Path.GetDirectoryName(full) ?? throw new ArgumentException($"'{path}' is a root folder, expected a file",
                nameof(path));
            Directory.CreateDirectory(folder);
            if (Cleaned.TryAdd(folder, true))
                Clean(folder);
            return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture,
                $".{Path.GetRandomFileName().Replace(".", "", StringComparison.Ordinal)}.{Host}.{Environment.ProcessId}{Ending}"));
        }

        /// <summary>A mark of this machine: on a shared disk another one's processes cannot be looked up.</summary>
        private static string Host { get; } = Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Environment.MachineName)).AsSpan(0, 4));

        /// <summary>Removes what processes of this machine have left that are no more.</summary>
        private static void Clean(string folder)
        {
            try
            {
                foreach (var left in Directory.EnumerateFiles(folder, ".*" + Ending))
                {
                    var parts = Path.GetFileName(left).Split('.');
                    if (parts is ["", { Length: 11 }, var host, var process, "tmp"] && host == Host
                        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && !IsAlive(id)
                        && File.GetLastWriteTimeUtc(left) < DateTime.UtcNow - Quiet)
                        File.Delete(left);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // What cannot be tidied up stays: it harms nobody.
            }
        }

        private static bool IsAlive(int id)
        {
            try
            {
                using var process = System.Diagnostics.Process.GetProcessById(id);
                return !process.HasExited;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
    }
}
