using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Tensors;

[Collection(Alone.Name)]
public class LiveCountTests
{
    [Fact]
    public void The_live_count_returns_to_where_it_was_after_steps_with_custom_functions()
    {
        Settle();
        var before = Tensor.LiveCount;
        for (var i = 0; i < 10; i++)
        {
            using var scope = DisposeScope.Begin();
            var x = Tensor.Randn([5]).WithGrad();
            var y = new Twice().Of(x);
            y[0..3].Sum().Backward();
            Assert.Equal(2, x.Grad![0].ToDouble());
            Assert.True(Tensor.LiveCount > before);
        }

        Assert.Equal(before, Tensor.LiveCount);
    }

    [Fact]
    public void Threads_with_scopes_of_their_own_leave_nothing_behind()
    {
        Settle();
        var before = (Tensor.LiveCount, CachingAllocator.Statistics.UsedBytes);
        var threads = Enumerable.Range(0, 4).Select(seed => new Thread(() => Work((ulong)seed))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Settle();
        Assert.Equal(before, (Tensor.LiveCount, CachingAllocator.Statistics.UsedBytes));
    }

    [Fact]
    public void The_finalizer_frees_what_was_forgotten()
    {
        Settle();
        var before = Tensor.LiveCount;
        Forget();
        Assert.Equal(before + 1, Tensor.LiveCount);
        Settle();
        Assert.Equal(before, Tensor.LiveCount);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static void Forget() => Assert.False(Tensor.Ones(3).IsDisposed);

    private static void Work(ulong seed)
    {
        using var random = new TorchGenerator(seed);
        for (var i = 0; i < 20; i++)
        {
            using var scope = DisposeScope.Begin();
            var x = Tensor.Randn([600, 600], generator: random).WithGrad();
            new Twice().Of(x).MatMul(x).Mean().Backward();
            Assert.Equal(x.Shape, x.Grad!.Shape);
        }
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    private sealed class Twice : CustomFunction
    {
        public Tensor Of(Tensor x) => Apply(x)[0];

        protected override Tensor[] Forward(Tensor?[] inputs) => [Save(inputs[0]!) * 2];

        protected override Tensor?[] Backward(Tensor?[] gradients) => [gradients[0]! * 2];
    }
}
