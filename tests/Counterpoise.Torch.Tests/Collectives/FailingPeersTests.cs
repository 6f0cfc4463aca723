using System.Diagnostics;
using Counterpoise.Torch.Collectives;

namespace Counterpoise.Tests.Torch.Collectives;

public class FailingPeersTests
{
    [Fact]
    public void A_killed_peer_ends_the_others_with_an_error_that_says_so()
    {
        using var folder = new TemporaryFolder();
        const double timeout = 20;
        using var ranks = new Ranks(3, "endless", folder.Path, timeout);
        foreach (var rank in Enumerable.Range(0, 3))
        {
            Assert.Equal("running", ranks[rank].StandardOutput.ReadLine());
        }

        ranks[2].Kill();
        var since = Stopwatch.StartNew();
        foreach (var rank in Enumerable.Range(0, 2))
        {
            var (exit, error) = ranks.End(rank);
            Assert.Equal(3, exit);
            Assert.Contains($"{nameof(CollectiveException)}: the all-reduce of rank {rank} of 3 failed: a peer ended", error);
        }

        Assert.InRange(since.Elapsed.TotalSeconds, 0, 2 * timeout);
    }

    [Fact]
    public void A_peer_that_takes_no_part_is_given_up_after_the_timeout()
    {
        using var folder = new TemporaryFolder();
        using var ranks = new Ranks(2, "absent", folder.Path, timeoutSeconds: 5);
        var (exit, error) = ranks.End(0);
        Assert.Equal(3, exit);
        Assert.Contains("the all-reduce of rank 0 of 2 failed: a peer did not take part within 5 s", error);
    }
}
