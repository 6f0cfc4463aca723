using System.Reflection;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>What every backbone must do; all are found by reflection: public factories that need no argument.</summary>
public sealed class BackboneContract
{
    private static readonly MethodInfo[] Factories =
    [
        .. typeof(IBackbone).Assembly.GetExportedTypes()
            .Where(t => typeof(IBackbone).IsAssignableFrom(t) && !t.IsAbstract)
            .SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .Where(m => typeof(IBackbone).IsAssignableFrom(m.ReturnType) && m.GetParameters().All(p => p.HasDefaultValue)),
    ];

    public static TheoryData<string> Names => [.. Factories.Select(f => f.Name)];

    [Fact]
    public void Every_backbone_type_has_a_factory_that_the_contract_finds()
    {
        var types = typeof(IBackbone).Assembly.GetExportedTypes().Where(t => typeof(IBackbone).IsAssignableFrom(t) && t is { IsAbstract: false, IsInterface: false });
        Assert.All(types, t => Assert.Contains(Factories, f => f.ReturnType == t));
        Assert.Contains("Large", Factories.Select(f => f.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_three_parts_make_the_whole_and_have_the_promised_widths(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var (backbone, layer) = Make(name);
        layer.Eval();
        var images = Picture(2);
        var features = backbone.Features(images);
        var embedding = backbone.Embed(features);
        var logits = backbone.Classify(embedding);
        Assert.Equal([2L, backbone.FeatureCount], features.Shape);
        Assert.Equal([2L, backbone.EmbeddingCount], embedding.Shape);
        Assert.Equal([2L, backbone.ClassCount], logits.Shape);
        Assert.Equal(layer.Forward(images).ToArray<float>(), logits.ToArray<float>());
        layer.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void In_eval_mode_a_picture_does_not_depend_on_the_rest_of_its_batch(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var (_, layer) = Make(name);
        layer.Eval();
        var images = Picture(3);
        var together = layer.Forward(images)[1].ToArray<float>();
        var alone = layer.Forward(images[1..2])[0].ToArray<float>();
        var largest = together.Max(Math.Abs);
        Assert.True(largest > 0);
        Assert.All(together.Zip(alone), p => Assert.InRange(p.Second, p.First - (1e-4f * largest), p.First + (1e-4f * largest)));
        layer.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_parameter_gets_a_gradient_and_running_statistics_move(string name)
    {
        using var scope = torch.NewDisposeScope();
        var (_, layer) = Make(name);
        var before = layer.NamedBuffers().ToDictionary(b => b.Key, b => b.Value.Double().ToArray<double>());
        layer.Forward(Picture(4)).Square().Sum().Backward();
        Assert.All(layer.NamedParameters(), p => Assert.True(p.Value.Grad is not null, $"{p.Key} has no gradient"));
        Assert.All(layer.NamedBuffers(), b => Assert.NotEqual(before[b.Key], b.Value.Double().ToArray<double>()));
        layer.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void First_values_are_those_of_the_seed_and_the_state_dict_round_trips(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var (_, first) = Make(name);
        var (_, second) = Make(name, seed: 2);
        Assert.NotEqual(Sum(first), Sum(second));
        second.LoadStateDict(first.StateDict());
        Assert.Equal(Sum(first), Sum(second));
        Assert.Equal(Sum(first), Sum(Make(name).Layer));
        first.Dispose();
        second.Dispose();
    }

    private static double Sum(nn.Module<Tensor, Tensor> layer) => layer.Parameters().Sum(p => p.Double().Sum().Item<double>());

    private static Tensor Picture(int batch) => Formula.Picture(batch, 64, ScalarType.Float32);

    private static (IBackbone Backbone, nn.Module<Tensor, Tensor> Layer) Make(string name, ulong seed = 1)
    {
        var factory = Factories.Single(f => f.Name == name);
        var made = (nn.Module<Tensor, Tensor>)factory.Invoke(null, [.. factory.GetParameters().Select(p => p.DefaultValue)])!;
        return ((IBackbone)made, made.Initialize(seed));
    }
}
