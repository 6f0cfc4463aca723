using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Tensors;

public class DisposeScopeTests
{
    [Fact]
    public void A_scope_frees_what_was_made_in_it_and_keeps_what_was_kept()
    {
        using var outer = DisposeScope.Begin();
        Tensor kept, lost;
        using (var inner = DisposeScope.Begin())
        {
            lost = Tensor.Ones(3);
            kept = inner.Keep(lost + 1);
            Assert.Equal(1, inner.Count);
        }

        Assert.True(lost.IsDisposed);
        Assert.Equal(6, kept.Sum().ToDouble());
        Assert.Equal(2, outer.Count);
    }

    [Fact]
    public void A_training_step_leaves_no_tensor_behind()
    {
        using var outer = DisposeScope.Begin();
        var weight = Tensor.Randn([4, 3]).WithGrad();
        Step(weight);
        var before = outer.Count;
        for (var i = 0; i < 20; i++)
        {
            Step(weight);
        }

        Assert.Equal(before, outer.Count);
    }

    [Fact]
    public void A_tensor_leaves_its_scope_when_it_is_disposed_early()
    {
        using var scope = DisposeScope.Begin();
        var first = Tensor.Ones(1);
        var second = Tensor.Ones(1);
        first.Dispose();
        Assert.Equal(1, scope.Count);
        second.Dispose();
        Assert.Equal(0, scope.Count);
    }

    [Fact]
    public void A_detached_tensor_outlives_all_scopes()
    {
        Tensor tensor;
        using (DisposeScope.Begin())
        {
            using (DisposeScope.Begin())
            {
                tensor = DisposeScope.Detach(Tensor.Ones(2));
            }
        }

        Assert.False(tensor.IsDisposed);
        tensor.Dispose();
    }

    [Fact]
    public void Scopes_close_inner_ones_first()
    {
        var outer = DisposeScope.Begin();
        var inner = DisposeScope.Begin();
        Assert.Throws<InvalidOperationException>(outer.Dispose);
        inner.Dispose();
        inner.Dispose();
        outer.Dispose();
        Assert.Null(DisposeScope.Current);
    }

    [Fact]
    public void Use_after_dispose_is_refused()
    {
        var tensor = Tensor.Ones(2);
        tensor.Dispose();
        tensor.Dispose();
        Assert.Throws<ObjectDisposedException>(() => tensor + 1);
        Assert.Throws<ObjectDisposedException>(() => tensor.Shape);
        Assert.Throws<ObjectDisposedException>(() => Tensor.Concatenate([tensor]));
        Assert.Throws<ObjectDisposedException>(() => tensor.AsSpan<float>());
    }

    [Fact]
    public void Each_thread_has_its_own_scope()
    {
        using var scope = DisposeScope.Begin();
        Tensor? made = null;
        var thread = new Thread(() => made = Tensor.Ones(2));
        thread.Start();
        thread.Join();
        Assert.Equal(0, scope.Count);
        made!.Dispose();
    }

    [Fact]
    public void A_tensor_freed_by_another_thread_is_freed_once()
    {
        using var scope = DisposeScope.Begin();
        var tensor = Tensor.Ones(2);
        var thread = new Thread(tensor.Dispose);
        thread.Start();
        thread.Join();
        Assert.True(tensor.IsDisposed);
    }

    private static double Step(Tensor weight)
    {
        using var scope = DisposeScope.Begin();
        var loss = Tensor.Ones(2, 4).MatMul(weight).Square().Mean();
        loss.Backward();
        using (NoGrad.Begin())
        {
            weight.SubtractInPlace(weight.Grad!, 0.01);
        }

        weight.Grad = null;
        return loss.ToDouble();
    }
}
