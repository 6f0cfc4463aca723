
namespace Counterpoise.Bench.Contrastive;

/// <summary>
/// The supervised contrastive loss and its gradient for 4096 embeddings of 128 numbers, in turns with the straightforward
/// PyTorch program, and its extra memory at two sizes: twice the rows should need twice as much, not four times.
/// </summary>
internal static class ContrastiveBench
{
    internal static int Run(string[] args)
    {
        var quick = args.Contains("--quick");
        using var ours = Peer.Ours("contrastive", "4096");
        using var half = Peer.Ours("contrastive", "2048");
        using var theirs = Peer.Python("contrastive.py", "4096");
        using var idle = Peer.Ours("contrastive", "16");
        using var theirIdle = Peer.Python("contrastive.py", "16");
        Peer[] timed = [ours, theirs];
        Peer[] all = [.. timed, half, idle, theirIdle];
        foreach (var peer in all)
        {
            peer.Measure(3, counts: false);
        }

        for (var i = 0; i < (quick ? 5 : 9); i++)
        {
            foreach (var peer in timed)
            {
                peer.Measure(quick ? 2 : 5);
            }
        }

        double Extra(Peer peer, Peer floor) => (peer.PeakBytes - floor.PeakBytes) / 1e6;
        var ratios = new Dictionary<string, double>
        {
            ["contrastive_time_ratio"] = Math.Round(theirs.Median / ours.Median, 3),
            ["contrastive_extra_megabytes"] = Math.Round(Extra(ours, idle), 1),
            ["contrastive_extra_megabytes_half"] = Math.Round(Extra(half, idle), 1),
            ["contrastive_peer_extra_megabytes"] = Math.Round(Extra(theirs, theirIdle), 1),
        };
        Console.Error.WriteLine(FormattableString.Invariant(
            $"4096 x 128: {ours.Median * 1e3:F1} ms ±{ours.Spread:P0}, PyTorch {theirs.Median * 1e3:F1} ms ±{theirs.Spread:P0}"));
        RatioOutput.Write(ratios, args.Contains("--json"));
        return 0;
    }
}
