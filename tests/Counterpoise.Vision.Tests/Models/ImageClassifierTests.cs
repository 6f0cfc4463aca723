using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Models;

namespace Counterpoise.Vision.Tests.Models;

public sealed class ImageClassifierTests : IDisposable
{
    private static readonly ModelCard s_card = new() { Architecture = "mobilenet-v3-small", WidthMultiplier = 0.35,
        ClassNames = ["a", "b", "c"], ImageSize = 32 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_saved_with_its_card_predicts_the_same_after_loading()
    {
        using var scope = torch.NewDisposeScope();
        using var made = ImageClassifier.Create(s_card, 5);
        made.Network.Eval();
        var path = Save("model.safetensors", made, s_card.ToMetadata());
        using var loaded = ImageClassifier.Load(path);
        var input = Tensor.FromArray(Enumerable.Range(0, 2 * 3 * 32 * 32).Select(i => MathF.Sin(i)).ToArray(), 2, 3, 32, 32);
        using var unrecorded = torch.no_grad();
        Assert.Equal(made.Network.Forward(input).Logits.ToArray<float>(), loaded.Network.Forward(input).Logits.ToArray<float>());
        Assert.False(loaded.Network.IsTraining);
    }

    [Fact]
    public void A_model_of_the_first_version_is_one_of_the_defaults_and_predicts_the_same()
    {
        // The first version wrote these six texts; the format's number was added, and each later one where a model is not of the defaults.
        string[] first = ["architecture", "width", "classes", "image_size", "crop", "train_counts"];
        Assert.Equal(first.Append("format").Select(key => $"counterpoise.{key}").Order(StringComparer.Ordinal),
            s_card.ToMetadata().Keys.Order(StringComparer.Ordinal));
        using var scope = torch.NewDisposeScope();
        using var made = ImageClassifier.Create(s_card, 5);
        made.Network.Eval();
        using var loaded = ImageClassifier.Load(Save("first.safetensors", made, new Dictionary<string, string>
        {
            ["counterpoise.architecture"] = "mobilenet-v3-small",
            ["counterpoise.width"] = "0.35",
            ["counterpoise.classes"] = """["a","b","c"]""",
            ["counterpoise.image_size"] = "32",
            ["counterpoise.crop"] = "Center",
            ["counterpoise.train_counts"] = "[]",
        }));
        var input = Tensor.FromArray(Enumerable.Range(0, 2 * 3 * 32 * 32).Select(i => MathF.Sin(i)).ToArray(), 2, 3, 32, 32);
        using var unrecorded = torch.no_grad();
        Assert.Equal(made.Network.Forward(input).Logits.ToArray<float>(), loaded.Network.Forward(input).Logits.ToArray<float>());
        Assert.Equal(s_card.Crop, loaded.Card.Crop);
    }

    [Fact]
    public void Weights_that_do_not_fit_their_card_are_refused()
    {
        using var made = ImageClassifier.Create(s_card, 5);
        var classes = Save("classes.safetensors", made, (s_card with { ClassNames = ["a", "b"] }).ToMetadata());
        Assert.Contains("do not fit their description", Assert.Throws<InvalidDataException>(() => ImageClassifier.Load(classes)).Message);
        var other = Save("other.safetensors", made, (s_card with { Architecture = "mobilenet-v3-large" }).ToMetadata());
        Assert.Contains("do not fit their description", Assert.Throws<InvalidDataException>(() => ImageClassifier.Load(other)).Message);
        var unknown = Save("unknown.safetensors", made, (s_card with { Architecture = "resnet" }).ToMetadata());
        Assert.Contains("there is no architecture 'resnet'", Assert.Throws<InvalidDataException>(() => ImageClassifier.Load(unknown))
            .Message);
    }

    [Fact]
    public void A_card_that_claims_more_than_the_file_holds_takes_no_memory()
    {
        using var made = ImageClassifier.Create(s_card, 5);
        var path = Save("claims.safetensors", made, (s_card with { WidthMultiplier = 16 }).ToMetadata());
        Assert.Contains("far fewer than", Assert.Throws<InvalidDataException>(() => ImageClassifier.Load(path)).Message);
    }

    [Fact]
    public void Integers_are_no_weights()
    {
        using var scope = torch.NewDisposeScope();
        using var made = ImageClassifier.Create(s_card, 5);
        var state = made.Network.StateDict().ToDictionary(t => t.Key,
            t => t.Key == "classifier.3.weight" ? t.Value.to(ScalarType.Int32) : t.Value);
        var path = Path.Combine(_folder.Path, "integers.safetensors");
        SafetensorsFile.Save(path, state, s_card.ToMetadata());
        Assert.Contains("classifier.3.weight is Int32", Assert.Throws<InvalidDataException>(() => ImageClassifier.Load(path)).Message);
    }

    [Fact]
    public void Pretrained_weights_fill_all_but_a_last_layer_of_other_classes_and_another_architecture_is_refused()
    {
        using var source = ImageClassifier.Create(s_card with { ClassNames = [.. Enumerable.Range(0, 7).Select(i => $"{i}")] }, 5);
        var path = Save("pretrained.safetensors", source, null);
        using var target = ImageClassifier.Create(s_card, 6);
        var taken = target.LoadPretrained(path);
        using var scope = torch.NewDisposeScope();
        var (own, given) = (target.Network.StateDict(), source.Network.StateDict());
        Assert.Equal(own.Count - 2, taken);
        Assert.All(own.Where(t => target.Network.IsBackbone(t.Key) && t.Value.Type == ScalarType.Float32),
            t => Assert.Equal(given[t.Key].ToArray<float>(), t.Value.ToArray<float>()));

        using var large = ImageClassifier.Create(s_card with { Architecture = "mobilenet-v3-large" }, 6);
        Assert.Contains("not of mobilenet-v3-large", Assert.Throws<InvalidDataException>(() => large.LoadPretrained(path)).Message);
    }

    [Fact]
    public void Equal_seeds_make_equal_networks()
    {
        using var scope = torch.NewDisposeScope();
        float[] First(ulong seed)
        {
            using var made = ImageClassifier.Create(s_card, seed);
            return made.Network.StateDict()["features.0.0.weight"].ToArray<float>();
        }

        Assert.Equal(First(1), First(1));
        Assert.NotEqual(First(1), First(2));
    }

    private string Save(string name, ImageClassifier classifier, IReadOnlyDictionary<string, string>? metadata)
    {
        using var scope = torch.NewDisposeScope();
        var path = Path.Combine(_folder.Path, name);
        SafetensorsFile.Save(path, classifier.Network.StateDict(), metadata);
        return path;
    }
}
