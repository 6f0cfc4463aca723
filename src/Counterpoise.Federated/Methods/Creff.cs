using Counterpoise.Federated.Rounds;
using Counterpoise.Learning.Models;
using Counterpoise.Randomness;

namespace Counterpoise.Federated.Methods;

/// <summary>
/// CReFF: the server makes features of every class whose gradients at the last layer equal those that the clients report, and trains the
/// last layer anew on them, as many of each class.
/// </summary>
/// <remarks>
/// Each client sends, for each class it holds, the gradient of the mean cross-entropy at the re-trained last layer over its embeddings of
/// that class under the global network. The server averages them over the clients that hold the class, moves its features by gradient
/// descent on Σ_c Σ_j (1 − cos(g_cj, ĝ_cj)) over the rows j of the layer, and then trains the global network's last layer on them. Traffic
/// grows by C · C · (D + 1) numbers per client and tells which classes a client holds. Reference: Shang et al., "Federated learning on
/// heterogeneous and long-tailed data via classifier re-training with federated features", IJCAI 2022, arXiv:2204.13399.
/// </remarks>
/// <param name="featuresPerClass">Features of each class at the server, at least 1; default and paper 100.</param>
/// <param name="matchingSteps">Steps on the features in a round, at least 1; default and paper 100.</param>
/// <param name="trainingSteps">Steps on the last layer in a round, at least 1; default and paper 300.</param>
public sealed class Creff(int featuresPerClass = 100, int matchingSteps = 100, int trainingSteps = 300) : IFederatedMethod
{
    private const double MatchingRate = 0.1, TrainingRate = 0.1;
    private const string Gradients = "gradients", Present = "present", Features = "features";
    private readonly int _featuresPerClass = featuresPerClass >= 1 ? featuresPerClass
        : throw new ArgumentOutOfRangeException(nameof(featuresPerClass), featuresPerClass, "expected at least 1");
    private readonly int _matchingSteps = matchingSteps >= 1 ? matchingSteps
        : throw new ArgumentOutOfRangeException(nameof(matchingSteps), matchingSteps, "expected at least 1");
    private readonly int _trainingSteps = trainingSteps >= 1 ? trainingSteps
        : throw new ArgumentOutOfRangeException(nameof(trainingSteps), trainingSteps, "expected at least 1");
    private LastLayer? _layer;

    /// <inheritdoc/>
    public string Name => "creff";

    private LastLayer Layer => LastLayer.Of(_layer);

    /// <inheritdoc/>
    public void Prepare(EmbeddingClassifier network, ulong seed) => _layer = LastLayer.Find(network);

    /// <inheritdoc/>
    public ServerState Start(ModelState global)
    {
        ArgumentNullException.ThrowIfNull(global);
        var weight = global[Layer.Weight]!;
        var random = new RandomStream(0, "creff-features");
        var (classes, width) = (weight.Shape[0], weight.Shape[1]);
        double[] features = [.. Enumerable.Range(0, (int)(classes * _featuresPerClass * width)).Select(_ => random.NextNormal())];
        return new ServerState(global, new ModelState([weight, global[Layer.Bias]!]),
            new ModelState([new StateEntry(Features, [classes, _featuresPerClass, width], ScalarType.Float64, features)]));
    }

    /// <inheritdoc/>
    public void Begin(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        using var scope = torch.NewDisposeScope();
        using var _ = torch.no_grad();
        var classes = round.Client.ClassCount;
        round.Network.eval();
        var weight = ModelState.ToTensor(round.Request.Extras[Layer.Weight]!).to_type(ScalarType.Float64);
        var bias = ModelState.ToTensor(round.Request.Extras[Layer.Bias]!).to_type(ScalarType.Float64);
        var gradients = torch.zeros(classes, classes, weight.shape[1] + 1, dtype: ScalarType.Float64);
        for (var c = 0; c < classes; c++)
        {
            long[] rows = [.. Enumerable.Range(0, round.TrainingLabels.Count).Where(i => round.TrainingLabels[i] == c)
                .Select(i => (long)i)];
            if (rows.Length > 0)
            {
                gradients[c] = Gradient(Embed(round, rows).unsqueeze(0), weight, bias, torch.full([1], c, dtype: ScalarType.Int64))[0];
            }
        }

        round.Network.train();
        round.Tensors[Gradients] = gradients.DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public ModelState End(LocalRound round)
    {
        ArgumentNullException.ThrowIfNull(round);
        double[] present = [.. round.Counts.Select(n => n > 0 ? 1.0 : 0)];
        var gradients = ModelState.Entry(Gradients, round.Tensors[Gradients]);
        return new ModelState([new StateEntry(Gradients, gradients.Shape, ScalarType.Float32, gradients.Values),
            new StateEntry(Present, [present.Length], ScalarType.Int64, present)]);
    }

    /// <inheritdoc/>
    public ServerState Aggregate(ServerState server, ServerRound round)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(round);
        using var scope = torch.NewDisposeScope();
        var global = round.Mean();
        var target = MeanGradients(round.Updates);
        var old = (Weight: ModelState.ToTensor(server.Extras[Layer.Weight]!).to_type(ScalarType.Float64),
            Bias: ModelState.ToTensor(server.Extras[Layer.Bias]!).to_type(ScalarType.Float64));
        var features = Match(ModelState.ToTensor(server.Kept[Features]!), target, old.Weight, old.Bias);
        var (weight, bias) = Train(features, global);
        return new ServerState(global, new ModelState([weight, bias]), new ModelState([ModelState.Entry(Features, features)]));
    }

    /// <inheritdoc/>
    public ModelState Deploy(ServerState server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return server.Extras.Entries.Aggregate(server.Global, (state, entry) => state.With(entry));
    }

    /// <summary>Embeddings [n, D] of some rows under the network as it is.</summary>
    private static Tensor Embed(LocalRound round, long[] rows) =>
        round.Network.call(round.Client.Inputs.index_select(0, torch.tensor(rows))).Embedding.to_type(ScalarType.Float64);

    /// <summary>
    /// The gradients at the last layer of the mean cross-entropy of G groups of features [G, n, D], all of a group of one class: [G, C, D +
    /// 1].
    /// </summary>
    private static Tensor Gradient(Tensor features, Tensor weight, Tensor bias, Tensor classes)
    {
        var probabilities = nn.functional.softmax(features.matmul(weight.t()) + bias, -1);
        var wanted = nn.functional.one_hot(classes, weight.shape[0]).to_type(ScalarType.Float64).unsqueeze(1);
        var fault = (probabilities - wanted).transpose(1, 2) / features.shape[1];
        return torch.cat([fault.matmul(features), fault.sum([2], keepdim: true)], 2);
    }

    private static (Tensor Mean, bool[] Present) MeanGradients(IReadOnlyList<ClientUpdate> updates)
    {
        var classes = updates[0].Extras[Present]!.Values.Length;
        double[] holders = [.. Enumerable.Range(0, classes).Select(c => updates.Sum(update => update.Extras[Present]!.Values[c]))];
        var sum = updates.Select(update => ModelState.ToTensor(update.Extras[Gradients]!).to_type(ScalarType.Float64))
            .Aggregate((left, right) => left + right);
        var mean = sum / torch.tensor(Array.ConvertAll(holders, n => Math.Max(1, n))).reshape(classes, 1, 1);
        return (mean, Array.ConvertAll(holders, n => n > 0));
    }

    private Tensor Match(Tensor start, (Tensor Mean, bool[] Present) target, Tensor weight, Tensor bias)
    {
        long[] held = [.. Enumerable.Range(0, target.Present.Length).Where(c => target.Present[c]).Select(c => (long)c)];
        var classes = torch.tensor(held);
        var wanted = target.Mean.index_select(0, classes);
        var moving = start.index_select(0, classes).clone().requires_grad_();
        for (var step = 0; step < _matchingSteps; step++)
        {
            using var inner = torch.NewDisposeScope();
            var distance = (1 - nn.functional.cosine_similarity(Gradient(moving, weight, bias, classes), wanted, dim: 2, eps: 1e-12)).sum();
            var gradient = torch.autograd.grad([distance], [moving])[0];
            using var _ = torch.no_grad();
            moving.add_(gradient, alpha: -MatchingRate * _featuresPerClass);
        }

        using var still = torch.no_grad();
        return start.index_copy(0, classes, moving.detach());
    }

    private (StateEntry Weight, StateEntry Bias) Train(Tensor features, ModelState global)
    {
        var (classes, width) = (features.shape[0], features.shape[2]);
        var rows = features.reshape(-1, width);
        var labels = torch.arange(classes, dtype: ScalarType.Int64).repeat_interleave(_featuresPerClass);
        var weight = ModelState.ToTensor(global[Layer.Weight]!).to_type(ScalarType.Float64).clone().requires_grad_();
        var bias = ModelState.ToTensor(global[Layer.Bias]!).to_type(ScalarType.Float64).clone().requires_grad_();
        for (var step = 0; step < _trainingSteps; step++)
        {
            using var inner = torch.NewDisposeScope();
            var gradients = torch.autograd.grad([nn.functional.cross_entropy(rows.matmul(weight.t()) + bias, labels)], [weight, bias]);
            using var _ = torch.no_grad();
            weight.add_(gradients[0], alpha: -TrainingRate);
            bias.add_(gradients[1], alpha: -TrainingRate);
        }

        return (Back(global[Layer.Weight]!, weight), Back(global[Layer.Bias]!, bias));
    }

    /// <summary>In the type of the network, so that what is kept equals what is sent.</summary>
    private static StateEntry Back(StateEntry like, Tensor value)
    {
        using var typed = value.detach().to_type(like.Type);
        return ModelState.Entry(like.Name, typed);
    }
}
