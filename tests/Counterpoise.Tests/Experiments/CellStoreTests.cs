using Counterpoise.Comparisons;
using Counterpoise.Experiments;

namespace Counterpoise.Tests.Experiments;

public sealed class CellStoreTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "counterpoise-" + Guid.NewGuid().ToString("N"));
    private readonly List<CellFault> _faults = [];

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private static ComparisonCell Cell(string hash) => new() { Scenario = "1", Method = "ce", Seed = 3, ConfigHash = hash,
        Metrics = new Dictionary<string, double> { ["accuracy"] = 0.25 } };

    [Fact]
    public void A_kept_cell_is_found_under_its_hash_and_no_other()
    {
        var store = new CellStore(_folder, _faults.Add);
        Assert.Null(store.Find("aa"));
        Assert.Empty(store.ReadAll());
        store.Keep(Cell("aa"));
        Assert.Equal(0.25, store.Find("aa")!.Metrics["accuracy"]);
        Assert.Null(store.Find("bb"));
        Assert.Empty(_faults);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"scenario\":")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void A_damaged_file_is_reported_and_its_cell_missing(string content)
    {
        var store = new CellStore(_folder, _faults.Add);
        store.Keep(Cell("aa"));
        store.Keep(Cell("bb"));
        File.WriteAllText(Path.Combine(_folder, "aa.json"), content);
        Assert.Null(store.Find("aa"));
        Assert.Null(store.Find("aa"));
        Assert.EndsWith("aa.json", Assert.Single(_faults).Path, StringComparison.Ordinal);
        Assert.Equal("bb", Assert.Single(store.ReadAll()).ConfigHash);
        store.Keep(Cell("aa"));
        Assert.NotNull(store.Find("aa"));
    }

    [Fact]
    public void A_file_under_another_cells_name_is_not_used()
    {
        var store = new CellStore(_folder, _faults.Add);
        store.Keep(Cell("aa"));
        File.Move(Path.Combine(_folder, "aa.json"), Path.Combine(_folder, "cc.json"));
        Assert.Null(store.Find("cc"));
        Assert.Contains("aa", Assert.Single(_faults).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claimed_cell_is_nobody_elses_until_it_is_given_back()
    {
        var (store, other) = (new CellStore(_folder), new CellStore(_folder));
        using (var claim = store.TryClaim("aa"))
        {
            Assert.NotNull(claim);
            Assert.Null(other.TryClaim("aa"));
            Assert.Null(store.TryClaim("aa"));
            using var another = other.TryClaim("bb");
            Assert.NotNull(another);
            Assert.Empty(store.ReadAll());
        }

        using var again = other.TryClaim("aa");
        Assert.NotNull(again);
    }

    [Fact]
    public void A_claim_file_that_a_dead_process_left_behind_claims_nothing()
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Combine(_folder, "aa.claim"), "");
        using var claim = new CellStore(_folder).TryClaim("aa");
        Assert.NotNull(claim);
    }

    [Fact]
    public void A_hash_cannot_leave_the_folder() =>
        Assert.Throws<ArgumentException>(() => new CellStore(_folder).Find("../aa"));
}
