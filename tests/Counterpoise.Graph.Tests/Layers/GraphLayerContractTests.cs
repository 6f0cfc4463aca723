using Counterpoise.Graph.Layers;
using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;

namespace Counterpoise.Tests.Graph.Layers;

/// <summary>What every graph layer must keep, found by reflection.</summary>
public class GraphLayerContractTests
{
    private const int Nodes = 12;

    public static TheoryData<Type> Layers => [.. typeof(IGraphLayer).Assembly.GetTypes()
        .Where(t => t.IsAssignableTo(typeof(IGraphLayer)) && !t.IsAbstract && !t.IsInterface)];

    [Theory]
    [MemberData(nameof(Layers))]
    public void Renaming_the_nodes_renames_the_result(Type type)
    {
        var layer = Make(type);
        var (sources, targets) = Ends(3);
        int[] renamed = [.. Enumerable.Range(0, Nodes)];
        new RandomStream(9).Shuffle<int>(renamed);
        var x = EdgeSumTests.Draw([Nodes, 4], 1);
        var back = Tensor.FromArray(Array.ConvertAll(renamed, n => (long)n));
        var moved = torch.zeros_like(x).index_copy(0, back, x);

        var plain = layer.forward(x, new EdgeSet(Nodes, Nodes, sources, targets));
        var shuffled = layer.forward(moved, new EdgeSet(Nodes, Nodes, [.. sources.Select(s => renamed[s])],
            [.. targets.Select(t => renamed[t])]));
        Assert.True((plain - shuffled.index_select(0, back)).abs().max().ToDouble() < 1e-10);
        Assert.Equal([Nodes, layer.Outputs], plain.Shape);
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_gradient_by_inputs_and_weights_is_that_of_differences(Type type)
    {
        var layer = Make(type);
        var (sources, targets) = Ends(4);
        var edges = new EdgeSet(Nodes, Nodes, sources, targets);
        GradientCheck.Check(t => layer.forward(t[0], edges), EdgeSumTests.Draw([Nodes, 4], 2));
        foreach (var (_, parameter) in ((nn.Module)layer).named_parameters())
        {
            var x = EdgeSumTests.Draw([Nodes, 4], 3);
            GradientCheck.Check(
                t =>
                {
                    using (torch.no_grad())
                    {
                        parameter.copy_(t[0]);
                    }

                    // The parameter stands in for the input: its gradient must be the input's.
                    return t[0].requires_grad && torch.is_grad_enabled() ? Relay(layer.forward(x, edges), parameter, t[0])
                        : layer.forward(x, edges);
                },
                parameter.detach().clone());
        }

        static Tensor Relay(Tensor result, Tensor parameter, Tensor input)
        {
            var weights = (torch.arange(result.Count, dtype: ScalarType.Float64) + 1).cos().reshape(result.Shape);
            var gradient = torch.autograd.grad([(result * weights).sum()], [parameter])[0];

            // A linear stand-in with the value of the result's weighed sum and the gradient just found.
            return (((input - input.detach()) * gradient).sum() + (result.detach() * weights).sum()) / Math.Cos(1);
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void A_node_without_edges_and_a_graph_without_any_give_finite_numbers(Type type)
    {
        var result = Make(type).forward(EdgeSumTests.Draw([Nodes, 4], 5), new EdgeSet(Nodes, Nodes, [], []));
        Assert.True(result.isfinite().all().ToBoolean());
    }

    private static IGraphLayer Make(Type type)
    {
        var constructor = type.GetConstructors()[0];
        var layer = (nn.Module)constructor.Invoke([.. constructor.GetParameters().Select((p, i) => i < 2 ? 4 : p.DefaultValue)]);
        return (IGraphLayer)layer.Initialize(7).to(ScalarType.Float64);
    }

    private static (int[] Sources, int[] Targets) Ends(ulong seed)
    {
        var random = new RandomStream(seed, "ends");
        return ([.. Enumerable.Range(0, 30).Select(_ => (int)random.NextInteger(Nodes))],
            [.. Enumerable.Range(0, 30).Select(_ => (int)random.NextInteger(Nodes - 1))]);
    }
}
