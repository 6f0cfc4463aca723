using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Counterpoise.Files;
using Microsoft.Data.Sqlite;

namespace Counterpoise.Lifecycle.Lineage;

/// <summary>
/// A folder that keeps artifacts for good: contents and manifests under their hashes, an audit log to which is only ever added, and an
/// index made of the log. Several processes and threads may use one folder at a time, and one that is killed at any moment leaves it whole:
/// an artifact is there from the moment its line stands in the log, and its files stood before. Nothing is ever changed or removed.
/// </summary>
/// <remarks>
/// <code>
/// store/
///   content/ab/ab12…   what was made, under its SHA-256
///   artifacts/cd/cd34… the manifest: kind, producer, parents, parameters, metrics, seed, content
///   audit.jsonl        who did what when, each line with the hash of the one before
///   index.sqlite       what the log says, to be asked; made anew when it is missing or damaged
/// </code>
/// A hash chain shows any change to one who knows a later hash. Who can write the folder can write the whole chain anew: note
/// <see cref="StoreVerification.Head"/> elsewhere where that matters.
/// </remarks>
public sealed partial class ArtifactStore : IDisposable
{
    internal const string PutAction = "put";
    internal const string PointAction = "point";

    private readonly ArtifactStoreOptions _options;
    private readonly AuditLog _log;
    private readonly Lock _gate = new();
    private ArtifactIndex _index;

    private ArtifactStore(string folder, ArtifactStoreOptions options, AuditLog log, ArtifactIndex index) =>
        (Folder, _options, _log, _index) = (folder, options, log, index);

    /// <summary>The folder, in full.</summary>
    public string Folder { get; }

    private const int CurrentFormat = 1;
    private const string FormatFile = "store.json";

    private string LockFile => Path.Combine(Folder, "lock");

    /// <summary>Opens a store, or makes an empty one.</summary>
    /// <param name="folder">The folder; made when it is missing.</param>
    /// <param name="options">Options; the defaults where null.</param>
    /// <exception cref="IOException">The folder cannot be written, or another process holds it too long.</exception>
    /// <exception cref="InvalidDataException">The store is of a later format.</exception>
    public static ArtifactStore Open(string folder, ArtifactStoreOptions? options = null) => Open(folder, options, null);

    internal static ArtifactStore Open(string folder, ArtifactStoreOptions? options, Action<FileStream, byte[]>? write)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        var chosen = options ?? new ArtifactStoreOptions();
        chosen.Validate();
        folder = Path.GetFullPath(folder);
        var format = Path.Combine(folder, FormatFile);
        RequireFormat(format);
        Directory.CreateDirectory(Path.Combine(folder, "content"));
        Directory.CreateDirectory(Path.Combine(folder, "artifacts"));
        var path = Path.Combine(folder, "audit.jsonl");
        var log = write is null ? new AuditLog(path) : new AuditLog(path) { Write = write };
        using var held = StoreLock.Take(Path.Combine(folder, "lock"), chosen.LockTimeout, CancellationToken.None);
        if (!File.Exists(format))
            AtomicFile.WriteText(format, $"{{\"format\": {CurrentFormat}}}\n");
        return new ArtifactStore(folder, chosen, log, OpenIndex(folder));
    }

    /// <summary>Stores an artifact. One that is there already, with the same manifest, is given back and nothing is written.</summary>
    /// <param name="draft">What is known of it.</param>
    /// <param name="content">Writes the content to a stream that it need not close.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    /// <exception cref="ArgumentException">The kind is no kind, a parent is not in the store, or there are none.</exception>
    /// <exception cref="IOException">A file cannot be written, since the disk is full for instance; the store is as it was.</exception>
    public Artifact Put(ArtifactDraft draft, Action<Stream> content, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentNullException.ThrowIfNull(content);
        using var buffer = new MemoryStream();
        content(buffer);
        return Put(draft, buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
    }

    /// <summary>Stores an artifact whose content is at hand.</summary>
    /// <param name="draft">What is known of it.</param>
    /// <param name="content">The content, up to 2 GiB.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    /// <exception cref="ArgumentException">The kind is no kind, a parent is not in the store, or there are none.</exception>
    /// <exception cref="IOException">A file cannot be written, since the disk is full for instance; the store is as it was.</exception>
    public Artifact Put(ArtifactDraft draft, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        Check(draft);
        var hash = Hash(content.Span);
        var manifest = ArtifactManifest.Write(draft, hash, content.Length);
        var id = Hash(manifest);
        WriteOnce(ContentPath(hash), content, hash);
        WriteOnce(ManifestPath(id), manifest, id);
        Append(PutAction, id, new Dictionary<string, string>
        {
            ["kind"] = draft.Kind,
            ["producer"] = draft.Producer,
            ["content"] = hash,
            ["parents"] = string.Join(' ', draft.Parents),
            ["work"] = ArtifactManifest.Work(draft),
            ["fault"] = draft.Fault is null ? "" : "failed",
        }, unless: () => _index.Made(id) is not null, cancellationToken);
        return ArtifactManifest.Read(id, manifest);
    }

    /// <summary>
    /// The artifact that the same work has made: the same producer and version, parents, parameters and seed. Null where it was not done
    /// yet, or failed.
    /// </summary>
    /// <param name="draft">What is known of it; metrics and fault are not looked at.</param>
    public Artifact? FindWork(ArtifactDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return Ask(i => i.Made(work: ArtifactManifest.Work(draft), failed: false)) is { } id ? Load(id) : null;
    }

    /// <summary>Writes an entry of any other kind to the audit log, such as a person's consent.</summary>
    /// <param name="action">What was done; not <c>put</c> or <c>point</c>, which the store writes itself.</param>
    /// <param name="subject">To what.</param>
    /// <param name="details">Further facts; none where null.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    /// <exception cref="ArgumentException">The action is the store's own, or empty.</exception>
    public AuditEntry Record(string action, string subject, IReadOnlyDictionary<string, string>? details = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(action);
        ArgumentNullException.ThrowIfNull(subject);
        return action is PutAction or PointAction
            ? throw new ArgumentException($"'{action}' is written by the store itself; expected another action", nameof(action))
            : Append(action, subject, details ?? new Dictionary<string, string>(), null, cancellationToken)!;
    }

    /// <summary>Lets a name, such as <c>deployed</c>, point to an artifact. Where it pointed before stays known.</summary>
    /// <param name="name">The name.</param>
    /// <param name="id">Id of a stored artifact.</param>
    /// <param name="reason">Why, for the log.</param>
    /// <param name="cancellationToken">Ends the waiting for other writers.</param>
    /// <exception cref="ArgumentException">There is no such artifact.</exception>
    public AuditEntry Point(string name, string id, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(reason);
        RequireStored(id);
        return Append(PointAction, name, new Dictionary<string, string> { ["artifact"] = id, ["reason"] = reason }, null,
            cancellationToken)!;
    }

    /// <summary>Where a name has pointed over time, the oldest first; the last is where it points now.</summary>
    /// <param name="name">The name.</param>
    public IReadOnlyList<string> Pointed(string name) => Ask(i => i.Pointed(name));

    /// <summary>All artifacts in the order of their making.</summary>
    /// <param name="kind">Only those of this kind; all where null.</param>
    public IReadOnlyList<Artifact> List(string? kind = null) => [.. Ask(i => i.Ids(kind)).Select(Load)];

    /// <summary>The artifact of an id, or of the first digits of one.</summary>
    /// <param name="id">At least four digits.</param>
    /// <exception cref="KeyNotFoundException">None or more than one begins so.</exception>
    public Artifact Find(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var found = id.Length < 4 ? [] : Ask(i => i.StartingWith(id));
        return found.Count == 1
            ? Load(found[0])
            : throw new KeyNotFoundException(found.Count == 0
                ? $"no artifact begins with '{id}'; expected at least four digits of an id in '{Folder}'"
                : $"several artifacts begin with '{id}', such as {found[0]} and {found[1]}; expected more digits");
    }

    /// <summary>Whether there is an artifact of this id.</summary>
    /// <param name="id">A whole id.</param>
    public bool Contains(string id) => Ask(i => i.Made(id)) is not null;

    /// <summary>When an artifact was stored, in UTC; null where there is none.</summary>
    /// <param name="id">A whole id.</param>
    public DateTimeOffset? Made(string id) => Ask(i => i.Made(id));

    /// <summary>Everything that an artifact was made of, near and far, in the order of making.</summary>
    /// <param name="id">A whole id.</param>
    public IReadOnlyList<Artifact> Ancestors(string id) => [.. Ask(i => i.Related(id, descendants: false)).Select(Load)];

    /// <summary>Everything that was made of an artifact, near and far, in the order of making.</summary>
    /// <param name="id">A whole id.</param>
    public IReadOnlyList<Artifact> Descendants(string id) => [.. Ask(i => i.Related(id, descendants: true)).Select(Load)];

    /// <summary>The content of an artifact, whose hash is checked.</summary>
    /// <param name="artifact">An artifact of this store.</param>
    /// <exception cref="InvalidDataException">The bytes are not those that were stored.</exception>
    public byte[] Read(Artifact artifact)
    {
        ArgumentNullException.ThrowIfNull(artifact);
        return ReadChecked(ContentPath(artifact.Content), artifact.Content);
    }

    /// <summary>The audit log from its first entry on.</summary>
    /// <exception cref="InvalidDataException">A line is none that the store wrote.</exception>
    public IReadOnlyList<AuditEntry> Audit() =>
        [.. _log.Read().Select((line, i) => line.Entry ?? throw new InvalidDataException(
            $"line {i + 1} of the audit log was changed; run verify to see what else was"))];

    /// <summary>Closes the index.</summary>
    public void Dispose() => _index.Dispose();

    private static void CheckKind(string kind)
    {
        if (kind is null || !KindPattern().IsMatch(kind))
            throw new ArgumentException($"kind is '{kind}'; expected 1 to 40 lower-case letters, digits and hyphens");
    }

    private void Check(ArtifactDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        CheckKind(draft.Kind);
        ArgumentException.ThrowIfNullOrEmpty(draft.Producer);
        if (draft.Parents.Count == 0 && !ArtifactKinds.IsOrigin(draft.Kind))
            throw new ArgumentException(
                $"a {draft.Kind} has no parents; expected at least one, since only {ArtifactKinds.RawData} and {ArtifactKinds.Plan} come "
                + $"from outside", nameof(draft));
        foreach (var parent in draft.Parents)
            RequireStored(parent);
    }

    private void RequireStored(string id)
    {
        if (!Contains(id))
            throw new ArgumentException($"there is no artifact {id} in '{Folder}'; store it first", nameof(id));
    }

    private AuditEntry? Append(string action, string subject, IReadOnlyDictionary<string, string> details, Func<bool>? unless,
        CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            using var held = StoreLock.Take(LockFile, _options.LockTimeout, cancellationToken);
            CatchUp();
            if (unless?.Invoke() == true)
                return null;
            var (entry, end) = _log.Append(_index.Position, (number, previous) =>
                AuditLine.Create(number, _options.Clock.GetUtcNow(), _options.User, action, subject, details, previous));
            try
            {
                _index.Add([(entry, end)]);
            }
            catch (SqliteException fault)
            {
                throw new IOException(
                    $"entry {entry.Number} stands in the audit log of '{Folder}', but the index could not be written ({fault.Message}); "
                    + $"free some space and go on", fault);
            }

            return entry;
        }
    }

    private T Ask<T>(Func<ArtifactIndex, T> question)
    {
        lock (_gate)
        {
            if (_log.Length != _index.Position.End)
            {
                using var held = StoreLock.Take(LockFile, _options.LockTimeout, CancellationToken.None);
                CatchUp();
            }

            return question(_index);
        }
    }

    /// <summary>Reads what others have written to the log. A damaged line ends the reading: nothing may follow it.</summary>
    private void CatchUp()
    {
        var position = _index.Position;
        if (position.End > _log.Length)
            throw new InvalidDataException(
                $"the audit log of '{Folder}' has lost {position.End - _log.Length} bytes, which the index has read; run verify");
        var entries = new List<(AuditEntry, long)>();
        var (number, hash) = (position.Number, position.Hash);
        foreach (var (entry, end) in _log.Read(position.End))
        {
            if (entry is null || entry.Number != number + 1 || entry.Previous != hash)
                throw new InvalidDataException($"entry {number + 1} of the audit log of '{Folder}' was changed; run verify");
            entries.Add((entry, end));
            (number, hash) = (entry.Number, entry.Hash);
        }

        _index.Add(entries);
    }

    /// <summary>A store that says no format is of the first one.</summary>
    private static void RequireFormat(string path)
    {
        if (!File.Exists(path))
            return;
        try
        {
            var format = JsonNode.Parse(File.ReadAllText(path))?["format"] ?? throw new JsonException("there is no number");
            FileFormat.Require(path, format.GetValue<int>(), CurrentFormat, "name another folder");
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} says no format ({fault.Message}); a store of this version says {CurrentFormat}: "
                + "put it right, or name another folder", fault);
        }
    }

    private static ArtifactIndex OpenIndex(string folder)
    {
        var path = Path.Combine(folder, "index.sqlite");
        try
        {
            return new ArtifactIndex(path);
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is 11 or 26)
        {
            // 11 is a corrupt database, 26 is none: it holds nothing that the log does not.
            foreach (var file in new[] { path, path + "-wal", path + "-shm" })
                File.Delete(file);
            return new ArtifactIndex(path);
        }
        catch (SqliteException fault)
        {
            throw new IOException(
                $"the index '{path}' of the store could not be opened or made ({fault.Message}); the store itself is whole: free some "
                + $"space or make the folder writable, and go on", fault);
        }
    }

    private Artifact Load(string id) => ArtifactManifest.Read(id, ReadChecked(ManifestPath(id), id));

    private static byte[] ReadChecked(string path, string hash)
    {
        var bytes = File.ReadAllBytes(path);
        return Hash(bytes) is var found && found == hash ? bytes
            : throw new InvalidDataException($"'{path}' has the hash {found}; expected {hash}: it was changed after it was stored");
    }

    private static void WriteOnce(string path, ReadOnlyMemory<byte> bytes, string hash)
    {
        if (File.Exists(path) && new FileInfo(path).Length == bytes.Length && Hash(File.ReadAllBytes(path)) == hash)
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, stream => stream.Write(bytes.Span));
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private string ContentPath(string hash) => Path.Combine(Folder, "content", hash[..2], hash);

    private string ManifestPath(string id) => Path.Combine(Folder, "artifacts", id[..2], id);

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex KindPattern();
}
