using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Backbones;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Backbones;

/// <summary>What every backbone must do; all are found by the names under which they are trained.</summary>
public sealed class BackboneContract
{
    public static TheoryData<string> Names => [.. ImageArchitecture.Known.Select(a => a.Name)];

    [Fact]
    public void Every_backbone_type_has_a_name_under_which_it_is_trained()
    {
        var types = typeof(IBackbone).Assembly.GetExportedTypes()
            .Where(t => typeof(IBackbone).IsAssignableFrom(t) && t is { IsAbstract: false, IsInterface: false });
        var named = ImageArchitecture.Known.Select(a => a.Create(Small(a)).GetType()).ToHashSet();
        Assert.All(types, t => Assert.Contains(t, named));
        Assert.Equal(ImageArchitecture.Known.Count, ImageArchitecture.Known.Select(a => a.Name).Distinct(StringComparer.OrdinalIgnoreCase)
            .Count());
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
        Assert.All(layer.NamedBuffers().Where(b => !b.Key.EndsWith("image", StringComparison.Ordinal)
            && !b.Key.EndsWith("index", StringComparison.Ordinal)), b =>
            Assert.NotEqual(before[b.Key], b.Value.Double().ToArray<double>()));
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

    [Theory]
    [MemberData(nameof(Names))]
    public void Some_parameters_are_the_heads_and_a_classifier_tells_them_from_the_backbone(string name)
    {
        var (backbone, layer) = Make(name);
        using var classifier = new BackboneClassifier(backbone, name);
        var heads = layer.NamedParameters().Where(p => backbone.IsHead(p.Key)).Select(p => p.Key).ToArray();
        Assert.InRange(heads.Length, 2, 4);
        Assert.All(layer.NamedParameters(), p => Assert.Equal(!heads.Contains(p.Key), classifier.IsBackbone(p.Key)));
        classifier.Train();
        classifier.FreezeStatistics();
        Assert.All(layer.NamedModules().Where(m => m.Value is BatchNorm), m => Assert.False(m.Value.IsTraining, m.Key));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void With_fewer_halvings_more_positions_are_left_and_the_weights_still_fit(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var architecture = ImageArchitecture.Named(name);
        var options = Small(architecture);
        var (backbone, layer) = Make(name);
        var finer = (nn.Module<Tensor, Tensor>)architecture.Create(options with { Halvings = options.Halvings - 2 });
        finer.LoadStateDict(layer.StateDict());
        Assert.Equal(4 * backbone.MapSide(64), ((IBackbone)finer).MapSide(64));
        layer.Eval();
        finer.Eval();
        Assert.NotEqual(layer.Forward(Picture(1)).ToArray<float>(), finer.Forward(Picture(1)).ToArray<float>());
        layer.Dispose();
        finer.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_mean_of_the_maps_over_positions_is_the_pooled_features(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var guard = torch.no_grad();
        var (backbone, layer) = Make(name);
        layer.Eval();
        var maps = backbone.FeatureMaps(Picture(2))!;
        Assert.Equal([2, backbone.FeatureCount, backbone.MapSide(64), backbone.MapSide(64)], maps.shape);
        Assert.InRange((maps.mean([2, 3]) - backbone.Features(Picture(2))).abs().max().Item<float>(), 0, 1e-4);
        layer.Dispose();
    }

    /// <summary>A network of few channels, so that the contract takes seconds.</summary>
    private static BackboneOptions Small(ImageArchitecture architecture) =>
        architecture.Defaults with { Classes = 6, WidthMultiplier = 0.25 };

    private static (IBackbone Backbone, nn.Module<Tensor, Tensor> Layer) Make(string name, ulong seed = 1)
    {
        var architecture = ImageArchitecture.Named(name);
        var made = (nn.Module<Tensor, Tensor>)architecture.Create(Small(architecture));
        return ((IBackbone)made, made.Initialize(seed));
    }
}
