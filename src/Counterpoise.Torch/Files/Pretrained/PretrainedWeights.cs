using System.Security.Cryptography;

namespace Counterpoise.Torch.Files;

/// <summary>
/// Finds weights by path or by a known name. Named weights are fetched once from their publisher, checked against the hash, and kept;
/// a fetch that broke goes on where it stopped, and several processes may ask for the same file at once.
/// </summary>
public sealed class PretrainedWeights
{
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private static readonly HttpClient s_client = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(15) }) { Timeout =
        Timeout.InfiniteTimeSpan };

    private readonly PretrainedOptions _options;

    /// <summary>Creates the finder.</summary>
    /// <param name="options">How to fetch and where to keep; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options are wrong; all faults are listed.</exception>
    public PretrainedWeights(PretrainedOptions? options = null)
    {
        _options = options ?? new PretrainedOptions();
        _options.Validate();
    }

    /// <summary>Finds a file of weights, fetching it when it is not yet here.</summary>
    /// <param name="pathOrName">An existing file, which is taken as it is, or a name of the catalogue such as
    /// <c>mobilenet_v3_large/imagenet</c>.</param>
    /// <param name="progress">Told how far a fetch is.</param>
    /// <param name="cancellationToken">Ends the fetch; what came so far is kept for the next one.</param>
    /// <returns>The full path of the file, for <see cref="WeightFile.Load"/>.</returns>
    /// <exception cref="ArgumentException">It is neither a file nor a known name; the message lists the names.</exception>
    /// <exception cref="WeightFetchException">The file cannot be fetched or has another hash; the message says what to fetch and where to
    /// put it.</exception>
    public async Task<string> FindAsync(string pathOrName, IProgress<FetchProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pathOrName);
        if (File.Exists(pathOrName))
            return Path.GetFullPath(pathOrName);
        var weights = _options.Catalogue.FirstOrDefault(w => w.Name == pathOrName)
            ?? throw new ArgumentException(
                $"found '{pathOrName}', expected an existing file or one of {string.Join(", ", _options.Catalogue.Select(w => w.Name))}",
                nameof(pathOrName));

        var target = Path.Combine(Path.GetFullPath(_options.CacheFolder), weights.FileName);
        if (!File.Exists(target))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            var partial = await LockAsync(target + ".partial", cancellationToken).ConfigureAwait(false);
            await using (partial.ConfigureAwait(false))
            {
                if (await FetchAsync(weights, target, partial, progress, cancellationToken).ConfigureAwait(false))
                    return target;
            }
        }

        await CheckCachedAsync(weights, target, cancellationToken).ConfigureAwait(false);
        return target;
    }

    // The partial file, open without sharing, is the lock between processes as well.
    private async Task<FileStream> LockAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            }
            catch (IOException e) when (IsLocked(e))
            {
                await Task.Delay(_options.Pause + TimeSpan.FromMilliseconds(10), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static bool IsLocked(IOException e) => e.HResult is LinuxWouldBlock or MacWouldBlock or WindowsSharingViolation;

    private async Task<bool> FetchAsync(PublishedWeights weights, string target, FileStream partial, IProgress<FetchProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (File.Exists(target))
        {
            // Another process was faster; the empty file that was made to wait for it goes.
            File.Delete(partial.Name);
            return false;
        }

        var fetch = new ResumableFetch(s_client, weights, target, _options);
        await fetch.RunAsync(partial, progress, cancellationToken).ConfigureAwait(false);
        var hash = await HashAsync(partial, cancellationToken).ConfigureAwait(false);
        if (!hash.StartsWith(weights.Sha256, StringComparison.Ordinal))
        {
            File.Delete(partial.Name);
            throw new WeightFetchException(weights, target,
                $"the {partial.Length} bytes fetched have the SHA-256 {hash}, expected one that begins {weights.Sha256}; they were "
                + $"thrown away");
        }

        partial.Flush(flushToDisk: true);
        File.Move(partial.Name, target);
        return true;
    }

    private static async Task CheckCachedAsync(PublishedWeights weights, string target, CancellationToken cancellationToken)
    {
        var file = new FileStream(target, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16,
            FileOptions.Asynchronous | FileOptions.SequentialScan);
        await using (file.ConfigureAwait(false))
        {
            var hash = await HashAsync(file, cancellationToken).ConfigureAwait(false);
            if (!hash.StartsWith(weights.Sha256, StringComparison.Ordinal))
                throw new WeightFetchException(weights, target,
                    $"the file in the cache has the SHA-256 {hash}, expected one that begins {weights.Sha256}: delete it and it is "
                    + $"fetched again");
        }
    }

    private static async Task<string> HashAsync(FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false));
    }
}
