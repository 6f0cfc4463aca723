using Counterpoise.Torch;
using static TorchSharp.torch;

namespace Counterpoise.Engine.Worker;

/// <summary>The things to do, by name; each gives a line about what came of it.</summary>
internal static class Cases
{
    internal static IReadOnlyDictionary<string, Func<string>> All { get; } = new Dictionary<string, Func<string>>
    {
        ["matmul"] = () => randn(2, 3).matmul(randn(2, 3)).ToString(),
        ["cummax"] = () => randn(3).cummax(4).ToString(),
        ["unused-gradient"] = () => autograd.grad([randn(3).requires_grad_().sum()], [randn(3).requires_grad_()]).Count.ToString(),
        ["random-state"] = () => Nothing(() => set_rng_state(zeros(10, ScalarType.Byte))),
        ["interop-threads"] = () => Nothing(() => { set_num_interop_threads(1); set_num_interop_threads(2); }),
        ["script"] = () => jit.compile("def wrong(").ToString()!,
        ["thrown-in-backward"] = () => Nothing(() => RawThrower.apply(randn(3).requires_grad_()).sum().backward()),
        ["mm"] = () => randn(2, 3).mm(randn(2, 3)).ToString(),
        ["bmm"] = () => randn(2, 3, 4).bmm(randn(2, 3, 4)).ToString(),
        ["addmm"] = () => randn(2, 2).addmm_(randn(2, 3), randn(2, 3)).ToString(),
        ["linear"] = () => nn.Linear(3, 4).call(randn(2, 5)).ToString(),
        ["convolution"] = () => nn.Conv2d(3, 4, 3L).call(randn(2, 5, 8, 8)).ToString(),
        ["cat"] = () => cat([randn(2, 3), randn(2, 4)], 0).ToString(),
        ["view"] = () => randn(6).view(4).ToString(),
        ["index"] = () => randn(3)[5].ToString(),
        ["embedding"] = () => nn.Embedding(3, 4).call(tensor(new long[] { 7 })).ToString(),
        ["cross-entropy"] = () => nn.functional.cross_entropy(randn(4, 3), tensor(new long[] { 0, 1, 2, 7 })).ToString(),
        ["backward-twice"] = BackwardTwice,
        ["memory"] = () => empty(1L << 46).ToString(),
        ["loading"] = Loading,
        ["kept-memory"] = Kept,
    };

    private static string Nothing(Action action)
    {
        action();
        return "nothing happened";
    }

    private static string BackwardTwice()
    {
        var x = randn(3).requires_grad_();
        var y = (x * x).sum();
        y.backward();
        y.backward();
        return "nothing happened";
    }

    /// <summary>Whether libtorch was in the process before the first tensor and after it.</summary>
    private static string Loading()
    {
        LibTorch.Register();
        var before = IsMapped();
        _ = ones(1);
        return $"{before} {IsMapped()} {LibTorch.Report}";
    }

    private static bool IsMapped() => File.ReadAllText("/proc/self/maps").Contains("libtorch_cpu", StringComparison.Ordinal);

    /// <summary>
    /// Page faults of writing a large tensor, made and freed twenty times after the first: the fewest of five such rounds, since a system
    /// that takes idle pages away may do so in one of them.
    /// </summary>
    private static string Kept()
    {
        KeptMemory.Keep();
        Fill();
        return Enumerable.Range(0, 5).Min(_ => FaultsOfTwenty()).ToString();
    }

    private static long FaultsOfTwenty()
    {
        var before = Faults();
        for (var i = 0; i < 20; i++)
        {
            Fill();
        }

        return Faults() - before;
    }

    private static void Fill()
    {
        using var large = zeros(16 << 20);
        large.fill_(1);
    }

    // The tenth number of /proc/self/stat, counted after the name in brackets.
    private static long Faults() => long.Parse(File.ReadAllText("/proc/self/stat").Split(')')[^1]
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)[7]);

    private sealed class RawThrower : autograd.SingleTensorFunction<RawThrower>
    {
        public override string Name => "raw";

        public override Tensor forward(autograd.AutogradContext ctx, params object[] vars) => (Tensor)vars[0] + 1;

        public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) =>
            throw new InvalidOperationException("thrown through native frames");
    }
}
