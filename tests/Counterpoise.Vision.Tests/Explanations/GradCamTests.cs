using Counterpoise.Randomness;
using Counterpoise.Torch;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Explanations;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;
using Counterpoise.Vision.Tests.Backbones;

namespace Counterpoise.Vision.Tests.Explanations;

public class GradCamTests
{
    private const int Side = 28;

    [Theory]
    [InlineData("resnet-18")]
    [InlineData("mobilenet-v3-small")]
    [InlineData("swin-tiny")]
    public void The_maps_are_weighted_by_the_mean_gradient_of_the_logit(string name)
    {
        using var scope = torch.NewDisposeScope();
        var architecture = ImageArchitecture.Named(name);
        var backbone = architecture.Create(architecture.Defaults with { Classes = 4, WidthMultiplier = 0.25 });
        ((nn.Module<Tensor, Tensor>)backbone).Initialize(3);
        using var network = new BackboneClassifier(backbone, name);
        network.train();
        var images = Formula.Picture(3, 64, ScalarType.Float32);
        var heat = GradCam.Compute(network, images, [2, 0, 3])!;
        Assert.True(network.training);

        // The definition: gradients by the maps themselves, averaged over positions.
        network.eval();
        var maps = backbone.FeatureMaps(images)!.detach().requires_grad_(true);
        var logits = backbone.Classify(backbone.Embed(maps.mean([2, 3])));
        var gradient = torch.autograd.grad([logits[0, 2] + logits[1, 0] + logits[2, 3]], [maps])[0];
        var expected = (gradient.mean([2, 3], keepdim: true) * maps).sum(1).relu();
        expected = expected / expected.amax([1, 2], keepdim: true).clamp_min(float.Epsilon);
        Assert.Equal(expected.shape, heat.shape);
        Assert.InRange((expected - heat).abs().max().Item<float>(), 0, 1e-4);
        Assert.InRange(heat.max().Item<float>(), .99, 1);
    }

    [Fact]
    public void A_network_that_has_learned_to_find_a_square_shows_where_the_square_is()
    {
        using var scope = torch.NewDisposeScope();
        var random = new RandomStream(5, "squares");
        var card = new ModelCard { Architecture = "small-cnn", ClassNames = ["none", "square"], ImageSize = Side,
            NetworkOptions = new Dictionary<string, string> { ["halvings"] = "2" } };
        using var classifier = ImageClassifier.Create(card, seed: 1);
        var optimizer = torch.optim.Adam(classifier.Network.parameters(), 2e-3);
        classifier.Network.train();
        for (var step = 0; step < 60; step++)
        {
            using var inner = torch.NewDisposeScope();
            var pictures = Enumerable.Range(0, 32).Select(i => Picture(random, i % 2 == 1).Picture).ToArray();
            var batch = torch.stack(pictures.Select(p => Numbers(classifier, p)));
            var labels = torch.tensor(Enumerable.Range(0, 32).Select(i => (long)(i % 2)).ToArray());
            optimizer.zero_grad();
            torch.nn.functional.cross_entropy(classifier.Network.forward(batch).Logits, labels).backward();
            optimizer.step();
        }

        classifier.Network.eval();
        var hits = 0;
        for (var i = 0; i < 20; i++)
        {
            var (picture, x, y) = Picture(random, hasSquare: true);
            var heat = GradCam.Compute(classifier.Network, Numbers(classifier, picture).unsqueeze(0), [1])!;
            var place = (int)heat.argmax().Item<long>();
            var (rows, columns) = ((int)heat.shape[1], (int)heat.shape[2]);
            var (foundY, foundX) = ((place / columns + .5) * Side / rows, (place % columns + .5) * Side / columns);
            hits += Math.Abs(foundX - (x + 4)) < 7 && Math.Abs(foundY - (y + 4)) < 7 ? 1 : 0;
        }

        Assert.InRange(hits, 16, 20);
    }

    [Fact]
    public void Heat_is_drawn_between_the_centres_of_its_positions_and_leaves_grey_where_there_is_none()
    {
        var picture = new RgbImage(4, 1, [200, 100, 50, 200, 100, 50, 200, 100, 50, 200, 100, 50]);
        var drawn = HeatOverlay.Draw(picture, [0, 1], width: 2);
        // Grey is .299 R + .587 G + .114 B.
        Assert.Equal([124, 124, 124], drawn.Pixels[..3].ToArray());
        // Full heat: .35 of the grey and .65 of the last colour.
        Assert.Equal([(byte)207, (byte)193, (byte)115], drawn.Pixels[9..12].ToArray());
        // A quarter and three quarters of the way between the two centres.
        Assert.True(drawn.Pixels[3] < drawn.Pixels[6] && drawn.Pixels[6] < drawn.Pixels[9]);
        Assert.Throws<ArgumentException>(() => HeatOverlay.Draw(picture, [0, 1, 1], width: 2));
    }

    [Fact]
    public void Classes_that_do_not_fit_are_refused()
    {
        var card = new ModelCard { Architecture = "small-cnn", ClassNames = ["a", "b"], ImageSize = Side };
        using var classifier = ImageClassifier.Create(card, seed: 1);
        using var images = torch.zeros(2, 3, Side, Side);
        Assert.Contains("for 2 images", Assert.Throws<ArgumentException>(() => GradCam.Compute(classifier.Network, images, [1])).Message);
        Assert.Contains("0 to 1", Assert.Throws<ArgumentException>(() => GradCam.Compute(classifier.Network, images, [1, 2])).Message);
    }

    private static Tensor Numbers(ImageClassifier classifier, RgbImage picture)
    {
        var numbers = new float[3 * Side * Side];
        classifier.Normalization.Write(picture, numbers);
        return torch.tensor(numbers, [3, Side, Side]);
    }

    private static (RgbImage Picture, int X, int Y) Picture(RandomStream random, bool hasSquare)
    {
        var picture = new RgbImage(Side, Side);
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            picture.Pixels[i] = (byte)random.NextInteger(90L);
        }

        var (x, y) = ((int)random.NextInteger(Side - 8), (int)random.NextInteger(Side - 8));
        for (var i = 0; hasSquare && i < 64; i++)
        {
            picture.Pixels[3 * (((y + (i / 8)) * Side) + x + (i % 8))] = 240;
        }

        return (picture, x, y);
    }
}
