using Counterpoise.Comparisons;
using Counterpoise.Files;

namespace Counterpoise.Experiments;

/// <summary>
/// A folder with one JSON file per finished cell, named by the cell's hash, so that an interrupted comparison goes on where it
/// stopped. A damaged file is reported and its cell computed again; it is never fatal and never used.
/// </summary>
public sealed class CellStore
{
    /// <summary>
    /// The variable of the environment that names <see cref="CellClaims"/> where they are not to be told from the folder.
    /// </summary>
    public const string ClaimsVariable = "COUNTERPOISE_CLAIMS";

    private readonly Action<CellFault>? _onFault;
    private readonly Lazy<LeaseClaims?> _leases;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    /// <summary>Opens a folder; it is made when the first cell is written.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="onFault">Is told of every damaged file, of each once.</param>
    /// <param name="claims">How cells are claimed; <see cref="CellClaims.Auto"/> takes what <see cref="ClaimsVariable"/> names
    /// (<c>locks</c>, <c>leases</c>), else what the folder's file system needs.</param>
    /// <exception cref="ArgumentException">The variable names no claims.</exception>
    public CellStore(string folder, Action<CellFault>? onFault = null, CellClaims claims = CellClaims.Auto)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Folder = folder;
        _onFault = onFault;
        var asked = claims == CellClaims.Auto ? Asked() : claims;
        _leases = new(() => asked == CellClaims.Leases || (asked == CellClaims.Auto && NetworkFolder.Is(folder))
            ? new LeaseClaims(folder, Lease) : null);
    }

    /// <summary>
    /// How long a claim under <see cref="CellClaims.Leases"/> lasts that is not renewed; it is renewed six times within. Default three
    /// minutes.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>Returns the finished cell of a hash, or null where it is missing or damaged.</summary>
    /// <param name="configHash">A hash of <see cref="ConfigHash"/>.</param>
    public ComparisonCell? Find(string configHash)
    {
        ThrowUnlessHash(configHash);
        var path = PathOf(configHash);
        return File.Exists(path) ? Read(path) : null;
    }

    /// <summary>Writes a finished cell under its hash; the file is replaced as a whole.</summary>
    /// <param name="cell">The cell.</param>
    public void Keep(ComparisonCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        ThrowUnlessHash(cell.ConfigHash);
        AtomicFile.Write(PathOf(cell.ConfigHash), stream => ComparisonJson.Write(stream, cell));
    }

    /// <summary>Takes a cell for this process, so that no other computes it at the same time.</summary>
    /// <param name="configHash">A hash of <see cref="ConfigHash"/>.</param>
    /// <returns>What gives it back when disposed, or when the process ends in whatever way (at once under <see cref="CellClaims.Locks"/>,
    /// after three minutes under <see cref="CellClaims.Leases"/>); null where another has it.</returns>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public IDisposable? TryClaim(string configHash)
    {
        ThrowUnlessHash(configHash);
        Directory.CreateDirectory(Folder);
        if (_leases.Value is { } leases)
        {
            return leases.TryClaim(configHash);
        }

        var path = Path.Combine(Folder, configHash + ".claim");
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None, bufferSize: 1,
                    FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(path))
            {
                return null;
            }
            catch (IOException) when (attempt < 3)
            {
                // Whoever had it gave it back between the two looks, and then the file is gone.
            }
        }
    }

    /// <summary>Reads every sound cell, ordered by hash.</summary>
    public IReadOnlyList<ComparisonCell> ReadAll()
    {
        if (!Directory.Exists(Folder))
        {
            return [];
        }

        var paths = Directory.GetFiles(Folder, "*.json");
        Array.Sort(paths, StringComparer.Ordinal);
        return [.. paths.Select(Read).OfType<ComparisonCell>()];
    }

    private static CellClaims Asked() => Environment.GetEnvironmentVariable(ClaimsVariable) switch
    {
        null or "" => CellClaims.Auto,
        "locks" => CellClaims.Locks,
        "leases" => CellClaims.Leases,
        var other => throw new ArgumentException(
            $"{ClaimsVariable} is '{other}'; expected locks, for processes of one machine, or leases, for machines that share a folder"),
    };

    private string PathOf(string hash) => Path.Combine(Folder, hash + ".json");

    private ComparisonCell? Read(string path)
    {
        try
        {
            var cell = ComparisonJson.Read<ComparisonCell>(path);
            var name = Path.GetFileNameWithoutExtension(path);
            if (cell.ConfigHash == name)
            {
                return cell;
            }

            Tell(new(path, $"holds the cell {cell.ConfigHash}, {name} was expected"));
        }
        catch (InvalidDataException e)
        {
            Tell(new(path, e.Message));
        }

        return null;
    }

    /// <summary>Tells of a file once: who waits for another process to mend it looks again and again.</summary>
    private void Tell(CellFault fault)
    {
        if (_told.Add(fault.Path))
        {
            _onFault?.Invoke(fault);
        }
    }

    private static void ThrowUnlessHash(string hash)
    {
        ArgumentException.ThrowIfNullOrEmpty(hash);
        if (!hash.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException($"hash '{hash}' found, ASCII letters and digits expected: use ConfigHash.Of", nameof(hash));
        }
    }
}
