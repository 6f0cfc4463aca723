using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Counterpoise.Lifecycle.Lineage;

/// <summary>
/// What the audit log says, where it can be asked: a SQLite database that is made of the log alone and can be thrown away at any time. It
/// knows up to which byte it has read the log.
/// </summary>
internal sealed class ArtifactIndex : IDisposable
{
    private const int Version = 2;

    private const string Schema = """
        create table if not exists position(one integer primary key check (one = 1), entries integer not null, hash text not null, bytes
        integer not null);
        create table if not exists artifacts(id text primary key, kind text not null, producer text not null, failed integer not null,
        content text not null, number integer not null, time text not null, work text not null);
        create index if not exists works on artifacts(work);
        create table if not exists parents(child text not null, place integer not null, parent text not null, primary key(child, place));
        create index if not exists children on parents(parent);
        create table if not exists pointers(name text not null, number integer not null, id text not null, primary key(name, number));
        insert or ignore into position values(1, 0, '0000000000000000000000000000000000000000000000000000000000000000', 0);
        """;

    private readonly SqliteConnection _connection;

    public ArtifactIndex(string path)
    {
        // A file of an earlier process that was killed is repaired by SQLite's own journal.
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false,
            DefaultTimeout = 30 }.ToString());
        try
        {
            _connection.Open();
            Execute("pragma journal_mode = wal; pragma synchronous = normal;");
            // An index of another version is made anew: it holds nothing that the log does not.
            if (Query("pragma user_version", r => r.GetInt64(0))[0] != Version)
                Execute($"drop table if exists position; drop table if exists artifacts; drop table if exists parents; drop table if "
                    + $"exists pointers; pragma user_version = {Version};");
            Execute(Schema);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public (long Number, string Hash, long End) Position =>
        Query("select entries, hash, bytes from position", r => (r.GetInt64(0), r.GetString(1), r.GetInt64(2)))[0];

    /// <summary>Takes entries up in one transaction: all of them, or none.</summary>
    public void Add(IReadOnlyList<(AuditEntry Entry, long End)> entries)
    {
        if (entries.Count == 0)
            return;
        using var transaction = _connection.BeginTransaction();
        foreach (var (entry, _) in entries)
            Add(entry);
        var (last, end) = entries[^1];
        Execute("update position set entries = $n, hash = $h, bytes = $b", ("$n", last.Number), ("$h", last.Hash), ("$b", end));
        transaction.Commit();
    }

    /// <summary>Ids of artifacts in the order of their making.</summary>
    public List<string> Ids(string? kind = null) => kind is null
        ? Query("select id from artifacts order by number", r => r.GetString(0))
        : Query("select id from artifacts where kind = $k order by number", r => r.GetString(0), ("$k", kind));

    public List<string> StartingWith(string prefix) => Query(
        "select id from artifacts where substr(id, 1, $l) = $p order by number limit 3", r => r.GetString(0), ("$l", prefix.Length),
        ("$p", prefix));

    public List<(string Id, string Kind, string Content, bool Failed)> Artifacts() =>
        Query("select id, kind, content, failed from artifacts order by number",
            r => (r.GetString(0), r.GetString(1), r.GetString(2), r.GetInt64(3) != 0));

    public DateTimeOffset? Made(string id) =>
        Query("select time from artifacts where id = $i", r => DateTimeOffset.Parse(r.GetString(0), CultureInfo.InvariantCulture),
            ("$i", id)) is [var time] ? time : null;

    /// <summary>The first artifact that some work made; null where there is none.</summary>
    public string? Made(string work, bool failed) =>
        Query("select id from artifacts where work = $w and failed = $f order by number limit 1", r => r.GetString(0), ("$w", work),
            ("$f", failed ? 1L : 0L)) is [var id] ? id : null;

    /// <summary>The ancestors, or the descendants, of an artifact in the order of their making.</summary>
    public List<string> Related(string id, bool descendants)
    {
        var (from, to) = descendants ? ("parent", "child") : ("child", "parent");
        return Query($"with recursive line(id) as (select {to} from parents where {from} = $i union select p.{to} from parents p join "
            + $"line l on p.{from} = l.id) select a.id from artifacts a join line using(id) order by a.number",
            r => r.GetString(0), ("$i", id));
    }

    /// <summary>Where a name has pointed, the oldest first.</summary>
    public List<string> Pointed(string name) => Query("select id from pointers where name = $n order by number", r => r.GetString(0),
        ("$n", name));

    public List<(string Name, string Id)> Pointers() => Query("select name, id from pointers order by number",
        r => (r.GetString(0), r.GetString(1)));

    public void Dispose() => _connection.Dispose();

    private void Add(AuditEntry entry)
    {
        string Detail(string name) => entry.Details.TryGetValue(name, out var value) ? value : "";
        if (entry.Action == ArtifactStore.PutAction)
        {
            Execute("insert or ignore into artifacts values($i, $k, $p, $f, $c, $n, $t, $w)", ("$i", entry.Subject),
                ("$k", Detail("kind")), ("$p", Detail("producer")),
                ("$f", Detail("fault").Length > 0 ? 1L : 0L), ("$c", Detail("content")), ("$n", entry.Number),
                    ("$t", entry.Time.ToString("O", CultureInfo.InvariantCulture)), ("$w", Detail("work")));
            foreach (var (place, parent) in Detail("parents").Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
                Execute("insert or ignore into parents values($c, $l, $p)", ("$c", entry.Subject), ("$l", (long)place), ("$p", parent));
        }
        else if (entry.Action == ArtifactStore.PointAction)
        {
            Execute("insert or ignore into pointers values($n, $m, $i)", ("$n", entry.Subject), ("$m", entry.Number),
                ("$i", Detail("artifact")));
        }
    }

    private void Execute(string text, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(text, values);
        command.ExecuteNonQuery();
    }

    private List<T> Query<T>(string text, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(text, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    private SqliteCommand Command(string text, ReadOnlySpan<(string Name, object Value)> values)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value);
        return command;
    }
}
