using Counterpoise.Torch;

namespace Counterpoise.Tests.Torch.Autograd;

/// <summary>
/// What a custom function holds, and for how long. The counter of living tensors is the process's, so these tests run while no other does.
/// </summary>
[Collection(Alone.Name)]
public class CustomFunctionMemoryTests
{
    private const int Steps = 2000;

    [Fact]
    public void Steps_leave_no_tensor_and_no_memory_behind()
    {
        Run(100, backward: true);
        Settle();
        var (tensors, memory) = (Tensor.TotalCount, Environment.WorkingSet);
        Run(Steps, backward: true);
        Settle();
        Assert.InRange(Tensor.TotalCount, 0, tensors + 2);
        Assert.InRange((Environment.WorkingSet - memory) >> 20, long.MinValue, 50);
    }

    [Fact]
    public void A_graph_that_dies_without_a_backward_leaves_nothing_behind()
    {
        Run(10, backward: false);
        Settle();
        var tensors = Tensor.TotalCount;
        Run(Steps, backward: false);
        Settle();
        Assert.InRange(Tensor.TotalCount, 0, tensors + 2);
    }

    [Fact]
    public void What_it_saved_dies_with_its_node_and_not_with_the_callers_scope()
    {
        using var scope = torch.NewDisposeScope();
        var x = torch.ones(3, requires_grad: true);
        var loss = new Twice().Of(x).sum();
        var before = scope.DisposablesCount;
        loss.backward();
        Assert.Equal(before, scope.DisposablesCount);
    }

    [Fact]
    public void Threads_with_scopes_of_their_own_leave_nothing_behind()
    {
        Settle();
        var before = Tensor.TotalCount;
        var threads = Enumerable.Range(0, 4).Select(_ => new Thread(() => Run(20, backward: true))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Settle();
        Assert.InRange(Tensor.TotalCount, 0, before + 8);
    }

    private static void Run(int steps, bool backward)
    {
        using var outer = torch.NewDisposeScope();
        var x = torch.randn(64, requires_grad: true);
        for (var i = 0; i < steps; i++)
        {
            using var scope = torch.NewDisposeScope();
            var y = new Twice().Of(x).sum();
            if (backward)
            {
                y.backward();
            }
        }
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private sealed class Twice : CustomFunction
    {
        public Tensor Of(Tensor x) => Apply(x);

        protected override Tensor Forward(Tensor?[] inputs) => Save(inputs[0]!) * 2;

        protected override Tensor?[] Backward(Tensor gradient) => [gradient * 2];
    }
}
