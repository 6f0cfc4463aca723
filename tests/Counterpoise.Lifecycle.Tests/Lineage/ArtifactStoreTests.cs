using System.Text;
using Counterpoise.Lifecycle.Lineage;
using Counterpoise.Options;

namespace Counterpoise.Tests.Lifecycle.Lineage;

public sealed class ArtifactStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("store").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_stored_is_found_with_its_parents_parameters_and_metrics()
    {
        using var store = ArtifactStore.Open(_folder);
        var data = Raw(store, "a,b\n1,2\n");
        var model = store.Put(new ArtifactDraft { Kind = "model", Producer = "automl", Parents = [data.Id],
            Parameters = new Dictionary<string, string> { ["k"] = "5" }, Metrics = new Dictionary<string,
            double> { ["g-mean"] = double.NaN }, Seed = ulong.MaxValue }, Encoding.UTF8.GetBytes("weights"));
        var found = store.Find(model.Id[..8]);
        Assert.Equal(model.Id, found.Id);
        Assert.Equal("5", found.Parameters["k"]);
        Assert.True(double.IsNaN(found.Metrics["g-mean"]));
        Assert.Equal(ulong.MaxValue, found.Seed);
        Assert.Equal("weights", Encoding.UTF8.GetString(store.Read(found)));
        Assert.Equal([data.Id], store.Ancestors(model.Id).Select(a => a.Id));
        Assert.Equal([model.Id], store.Descendants(data.Id).Select(a => a.Id));
    }

    [Fact]
    public void The_same_work_has_the_same_id_in_another_store_at_another_time_and_is_kept_once()
    {
        using var store = ArtifactStore.Open(_folder, new ArtifactStoreOptions { User = "one" });
        using var other = ArtifactStore.Open(Path.Combine(_folder, "other"), new ArtifactStoreOptions { User = "two", Clock = new Noon() });
        Assert.Equal(Raw(store, "x").Id, Raw(other, "x").Id);
        Raw(store, "x");
        Assert.Single(store.List());
        Assert.Single(store.Audit());
        Assert.Equal(new Noon().GetUtcNow(), other.Audit()[0].Time);
    }

    [Fact]
    public void Any_changed_byte_of_any_file_is_found()
    {
        using (var store = ArtifactStore.Open(_folder))
        {
            var data = Raw(store, "x");
            store.Put(Child(data, "model"), Encoding.UTF8.GetBytes("weights"));
            store.Point("deployed", data.Id, "first");
            Assert.True(store.Verify().IsIntact, string.Join('\n', store.Verify().Faults));
        }

        foreach (var file in Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories)
            .Where(f => !Path.GetFileName(f).StartsWith("index", StringComparison.Ordinal) && new FileInfo(f).Length > 0))
        {
            var bytes = File.ReadAllBytes(file);
            var isFormat = Path.GetFileName(file) == "store.json";
            foreach (var place in Enumerable.Range(0, bytes.Length).Where(p => isFormat || p % 41 == 0 || p == bytes.Length - 2))
            {
                var changed = bytes.ToArray();
                changed[place] ^= 1;
                File.WriteAllBytes(file, changed);
                if (isFormat)
                {
                    // A store of a format that is not known is not even opened.
                    Assert.Contains(file, Assert.Throws<InvalidDataException>(() => ArtifactStore.Open(_folder)).Message,
                        StringComparison.Ordinal);
                    continue;
                }

                using var store = ArtifactStore.Open(_folder);
                Assert.False(store.Verify().IsIntact, $"byte {place} of {file}");
            }

            File.WriteAllBytes(file, bytes);
        }

        using var whole = ArtifactStore.Open(_folder);
        Assert.True(whole.Verify().IsIntact);
    }

    [Fact]
    public void A_removed_moved_or_cut_line_of_the_log_is_found()
    {
        using (var store = ArtifactStore.Open(_folder))
            for (var i = 0; i < 4; i++)
                store.Record("note", $"{i}");
        var log = Path.Combine(_folder, "audit.jsonl");
        var lines = File.ReadAllLines(log);
        foreach (var wrong in new[] { lines[1..], [lines[0], lines[2], lines[3]], [lines[0], lines[2], lines[1], lines[3]], lines[..3],
            [] })
        {
            File.WriteAllLines(log, wrong);
            using var store = ArtifactStore.Open(_folder);
            Assert.False(store.Verify().IsIntact, string.Join('\n', wrong));
        }
    }

    [Fact]
    public void A_missing_or_damaged_index_is_made_anew_from_the_log()
    {
        string id;
        using (var store = ArtifactStore.Open(_folder))
            id = store.Put(Child(Raw(store, "x"), "model"), "w"u8.ToArray()).Id;
        foreach (var file in Directory.EnumerateFiles(_folder, "index*"))
            File.WriteAllText(file, "this is no database, and long enough not to be taken for an empty one");
        using var again = ArtifactStore.Open(_folder);
        Assert.Equal(2, again.List().Count);
        Assert.Single(again.Ancestors(id));
        Assert.True(again.Verify().IsIntact);
    }

    [Fact]
    public void A_process_killed_while_it_writes_a_line_leaves_a_store_that_goes_on()
    {
        using (var store = ArtifactStore.Open(_folder))
            Raw(store, "x");
        for (var part = 1; part < 300; part += 23)
        {
            using var dying = ArtifactStore.Open(_folder, null, (file, bytes) =>
            {
                file.Write(bytes.AsSpan(0, Math.Min(part, bytes.Length - 1)));
                throw new InvalidOperationException("killed");
            });
            Assert.Throws<InvalidOperationException>(() => Raw(dying, $"killed {part}"));
            using var next = ArtifactStore.Open(_folder);
            Assert.DoesNotContain(next.List(), a => a.Parameters.Any(p => p.Value == $"killed {part}"));
            Assert.True(next.Verify().IsIntact);
            Raw(next, $"killed {part}");
            Assert.True(next.Verify().IsIntact);
        }

        using var last = ArtifactStore.Open(_folder);
        Assert.Equal(1 + 13, last.List().Count);
        Assert.Equal(last.List().Count, last.Audit().Count);
    }

    [Fact]
    public void A_full_disk_says_so_and_leaves_the_store_as_it_was()
    {
        using var store = ArtifactStore.Open(_folder, null, (file, bytes) =>
        {
            if (bytes.Length > 1200)
            {
                file.Write(bytes.AsSpan(0, 100));
                throw new IOException("No space left on device");
            }

            file.Write(bytes);
        });
        var first = Raw(store, "x");
        Assert.Contains("space", Assert.Throws<IOException>(() => store.Record("note", new string('a', 1200))).Message,
            StringComparison.Ordinal);
        Assert.Throws<IOException>(() => store.Put(Child(first, "model"), _ => throw new IOException("No space left on device")));
        Assert.Single(store.List());
        Assert.Single(store.Audit());
        Assert.True(store.Verify().IsIntact);
        store.Record("note", "small");
        Assert.Equal(2, store.Audit().Count);
    }

    [Fact]
    public void An_index_that_cannot_be_made_says_where_and_what_to_do()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "index.sqlite"));

        var fault = Assert.Throws<IOException>(() => ArtifactStore.Open(_folder));

        Assert.Contains(Path.Combine(_folder, "index.sqlite"), fault.Message, StringComparison.Ordinal);
        Assert.Contains("free some space", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writers_at_the_same_time_do_not_corrupt_the_store()
    {
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, writer =>
        {
            using var store = ArtifactStore.Open(_folder);
            var shared = Raw(store, "shared");
            for (var i = 0; i < 8; i++)
                store.Put(Child(shared, "model"), Encoding.UTF8.GetBytes($"{writer} {i}"));
        });
        using var whole = ArtifactStore.Open(_folder);
        var found = whole.Verify();
        Assert.True(found.IsIntact, string.Join('\n', found.Faults));
        Assert.Equal(33, found.Artifacts);
        Assert.Equal(33, found.Entries);
        Assert.Equal(1, found.Traceability);
        Assert.Equal(0, found.Unrecorded);
    }

    [Fact]
    public void Names_point_to_artifacts_and_remember_where_they_pointed()
    {
        using var store = ArtifactStore.Open(_folder);
        var (one, two) = (Raw(store, "1"), Raw(store, "2"));
        store.Point("deployed", one.Id, "first");
        store.Point("deployed", two.Id, "better");
        store.Point("deployed", one.Id, "rolled back");
        Assert.Equal([one.Id, two.Id, one.Id], store.Pointed("deployed"));
        Assert.Empty(store.Pointed("other"));
        Assert.Throws<ArgumentException>(() => store.Point("deployed", "none", ""));
    }

    [Fact]
    public void Artifacts_from_nowhere_unknown_parents_and_wrong_kinds_are_refused()
    {
        using var store = ArtifactStore.Open(_folder);
        Assert.Contains("parents", Assert.Throws<ArgumentException>(() =>
            store.Put(new ArtifactDraft { Kind = "model", Producer = "p" }, default(ReadOnlyMemory<byte>))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => store.Put(new ArtifactDraft { Kind = "model", Producer = "p", Parents = ["abcd"] },
            default(ReadOnlyMemory<byte>)));
        Assert.Contains("lower-case", Assert.Throws<ArgumentException>(() =>
            store.Put(new ArtifactDraft { Kind = "../x", Producer = "p" }, default(ReadOnlyMemory<byte>))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => store.Record("put", "x"));
        Assert.Throws<KeyNotFoundException>(() => store.Find("abcd"));
        Assert.Throws<KeyNotFoundException>(() => store.Find("a"));
        Assert.Throws<InvalidOptionsException>(() => ArtifactStore.Open(_folder,
            new ArtifactStoreOptions { User = " ", LockTimeout = TimeSpan.Zero }));
        Assert.Empty(store.List());
        Assert.Equal(1, store.Verify().Traceability);
    }

    [Fact]
    public void A_store_held_by_another_process_is_waited_for_and_then_named()
    {
        using var store = ArtifactStore.Open(_folder, new ArtifactStoreOptions { LockTimeout = TimeSpan.FromMilliseconds(50) });
        using (new FileStream(Path.Combine(_folder, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            Assert.Contains("another process", Assert.Throws<IOException>(() => Raw(store, "x")).Message, StringComparison.Ordinal);
        Raw(store, "x");
    }

    private static Artifact Raw(ArtifactStore store, string text) =>
        store.Put(new ArtifactDraft { Kind = ArtifactKinds.RawData, Producer = "ingestion", Parameters = new Dictionary<string,
        string> { ["name"] = text } }, Encoding.UTF8.GetBytes(text));

    private static ArtifactDraft Child(Artifact parent, string kind) => new() { Kind = kind, Producer = "test", Parents = [parent.Id] };

    private sealed class Noon : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    }
}
