using Counterpoise.Experiments;

namespace Counterpoise.Tests.Experiments;

public sealed class LeaseClaimsTests : IDisposable
{
    private const string Hash = "0123abcd";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_claim_is_one_processs_until_it_is_given_back()
    {
        var (one, two) = (Store(), Store());
        using (one.TryClaim(Hash))
        {
            Assert.Null(two.TryClaim(Hash));
            Assert.NotNull(two.TryClaim("4567"));
        }

        using var taken = two.TryClaim(Hash);
        Assert.NotNull(taken);
        Assert.Null(one.TryClaim(Hash));
    }

    [Fact]
    public void A_claim_that_is_renewed_lasts_longer_than_a_lease()
    {
        // Renewed every half second, which a busy disk may delay.
        var (one, two) = (Store(3000), Store(3000));
        using var claim = one.TryClaim(Hash);
        for (var look = 0; look < 9; look++)
        {
            Assert.Null(two.TryClaim(Hash));
            Thread.Sleep(500);
        }
    }

    [Fact]
    public void A_claim_whose_owner_has_died_is_taken_by_one_after_the_lease()
    {
        Directory.CreateDirectory(_folder.File("cells"));
        _folder.Write($"cells/{Hash}.claim", "elsewhere 1 00000000 000000000007\n");
        CellStore[] stores = [.. Enumerable.Range(0, 8).Select(_ => Store(1500))];
        Assert.All(stores, store => Assert.Null(store.TryClaim(Hash)));
        Thread.Sleep(1600);
        var claims = new IDisposable?[stores.Length];
        Parallel.For(0, stores.Length, i => claims[i] = stores[i].TryClaim(Hash));
        Assert.True(claims.Count(claim => claim is not null) <= 1);
        var owner = claims.FirstOrDefault(claim => claim is not null)
            ?? stores.Select(store => store.TryClaim(Hash)).FirstOrDefault(claim => claim is not null);
        Assert.NotNull(owner);
        Assert.DoesNotContain("elsewhere", File.ReadAllText(_folder.File($"cells/{Hash}.claim")));
        Assert.All(stores.Where((_, i) => claims[i] != owner), store => Assert.Null(store.TryClaim(Hash)));
        owner.Dispose();
        Assert.Empty(Directory.GetFiles(_folder.File("cells")));
    }

    [Fact]
    public void A_mark_whose_maker_has_died_holds_a_claim_up_for_some_leases_and_not_for_ever()
    {
        Directory.CreateDirectory(_folder.File("cells"));
        _folder.Write($"cells/{Hash}.claim", "elsewhere 1 00000000 000000000007\n");
        _folder.Write($"cells/{Hash}.claim.taken", "");
        var store = Store(200);
        IDisposable? claim = null;
        for (var look = 0; look < 100 && claim is null; look++)
        {
            claim = store.TryClaim(Hash);
            Thread.Sleep(100);
        }

        Assert.NotNull(claim);
        claim.Dispose();
        Assert.Empty(Directory.GetFiles(_folder.File("cells")));
    }

    private CellStore Store(int milliseconds = 60_000) => new(_folder.File("cells"),
        claims: CellClaims.Leases) { Lease = TimeSpan.FromMilliseconds(milliseconds) };
}
