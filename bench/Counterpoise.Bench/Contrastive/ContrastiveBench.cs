namespace Counterpoise.Bench.Contrastive;

/// <summary>
/// The supervised contrastive loss and its gradient for 4096 embeddings of 128 numbers, in turns with the straightforward program in
/// TorchSharp (and in PyTorch), and its extra memory at two sizes: twice the rows should need twice as much, not four times.
/// </summary>
internal static class ContrastiveBench
{
    private const string Rows = "4096";

    internal static int Run(string[] args)
    {
        var quick = args.Contains("--quick");
        RatioOutput.Write(Measure(quick ? 5 : 9, quick, withPyTorch: !args.Contains("--no-pytorch")), args.Contains("--json"));
        return 0;
    }

    /// <summary>The figures: theirs over ours in processor seconds, elapsed ones under <c>_wall</c>.</summary>
    internal static Dictionary<string, double> Measure(int alternations, bool quick, bool withPyTorch)
    {
        using var ours = Ours(Rows);
        using var stock = Peer.Worker("contrastive", "TorchSharp", Rows);
        using var half = Ours("2048");
        using var idle = Ours("16");
        using var stockIdle = Peer.Worker("contrastive", "TorchSharp", "16");
        using var python = withPyTorch ? Peer.Python("contrastive.py", Rows) : null;
        Peer.Alternate([half, idle, stockIdle], warmUp: 3, steps: 1, alternations: 1);
        Peer.Alternate(python is null ? [ours, stock] : [ours, stock, python], warmUp: 3, quick ? 2 : 5, alternations);
        double Extra(Peer peer, Peer floor) => Math.Round((peer.PeakBytes - floor.PeakBytes) / 1e6, 1);
        var figures = new Dictionary<string, double>
        {
            ["supcon_vs_torchsharp"] = Math.Round(stock.Cpu / ours.Cpu, 3),
            ["supcon_vs_torchsharp_wall"] = Math.Round(stock.Wall / ours.Wall, 3),
            ["supcon_extra_megabytes"] = Extra(ours, idle),
            ["supcon_extra_megabytes_half"] = Extra(half, idle),
            ["supcon_torchsharp_extra_megabytes"] = Extra(stock, stockIdle),
        };
        if (python is not null)
        {
            figures["supcon_vs_pytorch"] = Math.Round(python.Cpu / ours.Cpu, 3);
            figures["supcon_vs_pytorch_wall"] = Math.Round(python.Wall / ours.Wall, 3);
        }

        foreach (var peer in (Peer?[])[ours, stock, python])
        {
            Console.Error.WriteLine(peer is null ? "" : $"supcon {Rows} x 128   {peer}");
        }

        return figures;
    }

    private static Peer Ours(string rows) => Peer.Worker("contrastive", "Ours", rows);
}
