using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Counterpoise.Experiments;
using Counterpoise.Methods;
using Counterpoise.Randomness;
using Counterpoise.Serving.Models;
using Counterpoise.TableModels;
using Counterpoise.Tests;
using Counterpoise.Torch;
using Counterpoise.Torch.Files;
using Counterpoise.Torch.Modules;
using Counterpoise.Vision.Images;
using Counterpoise.Vision.Models;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Exporting;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Mixtures;

namespace Counterpoise.Serving.Tests;

/// <summary>Models on frozen features over HTTP: what they say is what predict says.</summary>
public sealed class FeatureServerTests : IDisposable
{
    private const string Key = "a key of twenty chars";
    private const int Common = 24, Rare = 8, Side = 40;

    private readonly TemporaryFolder _folder = new();

    public FeatureServerTests()
    {
        using var classifier = ImageClassifier.Create(new ModelCard { Architecture = "small-cnn", ClassNames = ["a", "b"],
            ImageSize = 32 }, seed: 3);
        SafetensorsFile.Save(Weights, classifier.Network.StateDict());
        foreach (var (name, count) in ((string, int)[])[("common", Common), ("rare", Rare)])
        {
            var draw = new RandomStream(5, name);
            Directory.CreateDirectory(Path.Combine(Images, name));
            for (var i = 0; i < count; i++)
                File.WriteAllBytes(Path.Combine(Images, name, $"{i:00}.png"), Image(draw, name == "rare" ? 130 : 100));
        }
    }

    private string Weights => _folder.File("small.safetensors");

    private string Images => _folder.File("images");

    private string Model => _folder.File("m.cpm");

    private string Network => $"small-cnn={Weights}";

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("threshold")]
    [InlineData("weights")]
    [InlineData("mixture")]
    public async Task A_server_says_of_images_what_predict_says_with_the_models_own_decision(string kind)
    {
        Train(kind);
        var predicted = Predicted(new());
        await using var server = await Start();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        var card = await client.GetFromJsonAsync<JsonElement>("/v1/model", TestContext.Current.CancellationToken);
        Assert.Equal(kind == "mixture" ? "pixels+small-cnn" : "small-cnn", card.GetProperty("architecture").GetString());
        Assert.Equal(224, card.GetProperty("image_size").GetInt32());
        Assert.Equal(kind == "threshold", card.TryGetProperty("threshold", out _));
        using var form = new MultipartFormDataContent();
        foreach (var prediction in predicted) form.Add(new ByteArrayContent(File.ReadAllBytes(prediction.Image)), "images", "image");
        form.Add(new ByteArrayContent([1, 2, 3]), "images", "torn.png");
        using var answer = await client.PostAsync("/v1/predict/batch", form, TestContext.Current.CancellationToken);
        var served = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal(predicted.Count + 1, served.GetArrayLength());
        foreach (var (i, prediction) in predicted.Index())
        {
            Assert.Equal(prediction.Probabilities[1], served[i].GetProperty("probabilities").GetProperty("rare").GetDouble(), 1e-9);
            Assert.Equal(prediction.Class == 1 ? "rare" : "common", served[i].GetProperty("class").GetString());
        }

        Assert.NotEmpty(served[predicted.Count].GetProperty("fault").GetString()!);
        // The decision is another than that of the most probable class.
        Assert.Equal(kind != "mixture", predicted.Any(p => p.Class != (p.Probabilities[1] > 0.5 ? 1 : 0)));
    }

    [Theory]
    [InlineData("threshold")]
    [InlineData("weights")]
    public async Task An_onnx_file_answers_as_the_model_that_it_was_written_from(string kind)
    {
        Train(kind);
        var onnx = _folder.File("m.onnx");
        Exporting.Run(new ExportingOptions { Model = Model, Format = ExportFormat.Onnx, Output = onnx },
            cancellationToken: TestContext.Current.CancellationToken);
        await using var saved = await Start();
        await using var exported = await ModelServer.StartAsync(new ServingOptions { Model = onnx, Port = 0 },
            TestContext.Current.CancellationToken);
        using var first = new HttpClient { BaseAddress = new Uri(saved.Address) };
        using var second = new HttpClient { BaseAddress = new Uri(exported.Address) };
        foreach (var image in Directory.GetFiles(Path.Combine(Images, "rare")))
        {
            var (expected, found) = (await Ask(first, image, ""), await Ask(second, image, ""));
            Assert.Equal(expected.GetProperty("probabilities").GetProperty("rare").GetDouble(),
                found.GetProperty("probabilities").GetProperty("rare").GetDouble(), 1e-5);
            Assert.Equal(expected.GetProperty("class").GetString(), found.GetProperty("class").GetString());
        }

        var (one, other) = (await first.GetFromJsonAsync<JsonElement>("/v1/model", TestContext.Current.CancellationToken),
            await second.GetFromJsonAsync<JsonElement>("/v1/model", TestContext.Current.CancellationToken));
        foreach (var name in (string[])["architecture", "classes", "train_counts", "image_size", "method", "positive", "priors"])
            Assert.Equal(one.GetProperty(name).GetRawText(), other.GetProperty(name).GetRawText());
        Assert.Equal(one.TryGetProperty("threshold", out var threshold) ? threshold.GetDouble() : -1,
            other.TryGetProperty("threshold", out threshold) ? threshold.GetDouble() : -1, 1e-6);
    }

    [Fact]
    public async Task A_prior_and_a_threshold_of_a_request_do_what_those_of_predict_do()
    {
        Train("logistic");
        await using var server = await Start();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        foreach (var (query, decision) in ((string, ImageDecisionOptions)[])[("?priors=0.3/0.7", new() { Prior = "0.3/0.7" }),
            ("?threshold=0.9", new() { Threshold = 0.9 }),
            ("?priors=balanced&threshold=0.4", new() { Prior = "balanced", Threshold = 0.4 })])
        {
            foreach (var prediction in Predicted(decision).Skip(Common - 3).Take(6))
            {
                var served = await Ask(client, prediction.Image, query);
                Assert.Equal(prediction.Probabilities[1], served.GetProperty("probabilities").GetProperty("rare").GetDouble(), 1e-9);
                Assert.Equal(prediction.Class == 1 ? "rare" : "common", served.GetProperty("class").GetString());
            }
        }
    }

    [Fact]
    public async Task Damaged_files_and_weights_that_are_away_or_others_are_refused_by_name()
    {
        Train("threshold");
        var models = Directory.CreateDirectory(_folder.File("models")).FullName;
        var bytes = await File.ReadAllBytesAsync(Model, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(models, "whole.cpm"), bytes, TestContext.Current.CancellationToken);
        bytes[^9] ^= 1;
        await File.WriteAllBytesAsync(Path.Combine(models, "torn.cpm"), bytes, TestContext.Current.CancellationToken);
        await using var server = await ModelServer.StartAsync(new ServingOptions { Model = Model, Port = 0, ApiKey = Key,
            ModelsFolder = models }, TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        await Refused(client, "torn.cpm", "it is no model, damaged, or of another version");
        File.Move(Weights, _folder.File("away"));
        await Refused(client, "whole.cpm", "whole.cpm needs the weights of small-cnn, and there is no file 'small.safetensors'");
        using (var other = ImageClassifier.Create(new ModelCard { Architecture = "small-cnn", ClassNames = ["a", "b"], ImageSize = 32 },
            seed: 4))
            SafetensorsFile.Save(Weights, other.Network.StateDict());
        await Refused(client, "whole.cpm", "'small.safetensors' gives those of small-cnn-");
        // At the start of a server the whole path helps.
        var fault = await Assert.ThrowsAsync<InputException>(Start);
        Assert.Contains(Weights, fault.Message, StringComparison.Ordinal);
        File.Delete(Weights);
        Assert.Contains("needs the weights of small-cnn", (await Assert.ThrowsAsync<InputException>(Start)).Message,
            StringComparison.Ordinal);
        // The networks of the model that is served are held.
        Assert.Equal("rare", (await Ask(client, Directory.GetFiles(Path.Combine(Images, "rare"))[0], "?threshold=0")).GetProperty("class")
            .GetString());
    }

    [Fact]
    public void A_version_that_is_taken_back_frees_its_networks()
    {
        Train("threshold");
        using var versions = new ModelVersions(new FeatureImageModel(Model, 1 << 20));
        var second = new FeatureImageModel(Model, 1 << 20);
        var network = Assert.Single(second.Loaded.Networks);
        var image = new RgbImage(network.ImageSize, network.ImageSize);
        network.Extract(image, new float[network.FeatureCount]);
        versions.Add(second, null);
        Assert.NotNull(versions.Rollback());
        Assert.ThrowsAny<ObjectDisposedException>(() => network.Extract(image, new float[network.FeatureCount]));
        Assert.Single(versions.Predict([File.ReadAllBytes(Directory.GetFiles(Path.Combine(Images, "rare"))[0])]).Scores);
    }

    private void Train(string kind)
    {
        var data = new ImageDataOptions { Path = Images };
        if (kind == "mixture")
        {
            ImageMixing.Run(new ImageMixingOptions { Data = data, Experts = ["pixels", Network], Seeds = [1], Model = Model,
                Mixture = new() { GateEpochs = 2, RefinementEpochs = 1 } }, null, TestContext.Current.CancellationToken);
            return;
        }

        var table = ImageFeatureTable.Read(data, Network, includesTest: true,
            cancellationToken: TestContext.Current.CancellationToken);
        using var model = TableModelTraining.Run(table.Table, new TableModelOptions { Method = TableMethod.Parse("none"),
            Learner = Learner.Standard.Single(l => l.Name == (kind == "logistic" ? "logistic" : "balanced-forest")) });
        table.Save(model.WithDecision(kind != "weights" ? new TableDecision("by hand", [1, 1], null) { Threshold = 0.15 }
            : new TableDecision("by hand", [1, 6], null)), Model);
    }

    private IReadOnlyList<ImagePrediction> Predicted(ImageDecisionOptions decision) => ImagePredicting.Run(new ImagePredictingOptions
    {
        Model = Model, Images = [Images], Decision = decision,
    }, cancellationToken: TestContext.Current.CancellationToken).Predictions;

    private Task<ModelServer> Start() => ModelServer.StartAsync(new ServingOptions { Model = Model, Port = 0 },
        TestContext.Current.CancellationToken);

    private static byte[] Image(RandomStream draw, int mean)
    {
        var pixels = new byte[Side * Side * 3];
        var own = mean + (30 * draw.NextNormal());
        for (var i = 0; i < pixels.Length; i++) pixels[i] = (byte)Math.Clamp(own + (20 * draw.NextNormal()), 0, 255);
        return ImageCodec.EncodePng(new RgbImage(Side, Side, pixels));
    }

    private static async Task<JsonElement> Ask(HttpClient client, string image, string query)
    {
        using var content = new ByteArrayContent(await File.ReadAllBytesAsync(image, TestContext.Current.CancellationToken));
        using var answer = await client.PostAsync("/v1/predict" + query, content, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task Refused(HttpClient client, string model, string reason)
    {
        using var answer = await client.PostAsJsonAsync("/v1/versions", new { model }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var detail = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("detail")
            .GetString()!;
        Assert.Contains(reason, detail, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, detail, StringComparison.Ordinal);
    }
}
