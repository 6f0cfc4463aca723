using Counterpoise.Torch.Modules;

namespace Counterpoise.Graph.Layers;

/// <summary>
/// Attention over the edges of one relation that fades with time: e_ij = LeakyReLU(a · [W h_i ; W h_j ; φ(Δ_ij) ; U s_ij]) − λ Δ_ij with λ
/// = softplus(ℓ), α = softmax over the edges into i, m_i = Σ_j α_ij (W h_j + U s_ij), 0 where none comes in.
/// </summary>
/// <remarks>
/// s_ij is a state of the edge, such as what is known of the source's label at that moment; with one state U is not used. O(e (d + d_t) + t
/// d²).
/// References: Tewari et al., arXiv:2606.18444 (the idea; equations are a reconstruction); Xu et al., arXiv:2002.07962 (the code of time).
/// </remarks>
public sealed class RelationalAttention : nn.Module
{
    private const double Slope = 0.2;
    private readonly Linear _linear;
    private readonly TimeCode? _code;
    private readonly int _states;

    /// <summary>Creates the layer; initial weights are drawn by <c>Initialize(seed)</c>.</summary>
    /// <param name="inputs">Width of h, 1 or more.</param>
    /// <param name="outputs">Width of m, 1 or more.</param>
    /// <param name="timeWidth">Width of the code of time; 0 leaves time out, code and decay alike.</param>
    /// <param name="states">Number of states of an edge, 1 or more.</param>
    public RelationalAttention(int inputs, int outputs, int timeWidth = 16, int states = 1) : base(nameof(RelationalAttention))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(states, 1);
        (Outputs, _states) = (outputs, states);
        _linear = new Linear(inputs, outputs, bias: false);
        register_module("linear", _linear);
        this.RegisterParameter("target", [outputs], Initializer.FanIn(outputs));
        this.RegisterParameter("source", [outputs], Initializer.FanIn(outputs));
        if (timeWidth > 0)
        {
            _code = new TimeCode(timeWidth);
            register_module("code", _code);
            this.RegisterParameter("time", [timeWidth], Initializer.FanIn(timeWidth));

            // softplus(−5) = 0.0067 an hour: a neighbour of a week ago has lost a third of its weight.
            this.RegisterParameter("decay", [1], Initializer.Constant(-5));
        }

        if (states > 1)
        {
            this.RegisterParameter("state", [states, outputs], Initializer.FanIn(outputs));
        }
    }

    /// <summary>Width of m.</summary>
    public int Outputs { get; }

    /// <summary>λ, the loss of score an hour, not negative; 0 without time.</summary>
    public double Decay => get_parameter("decay") is { } raw ? Math.Log(1 + Math.Exp(raw.detach().ToDouble())) : 0;

    /// <summary>Runs the layer.</summary>
    /// <param name="sources">h of the rows that edges come from, [s, inputs].</param>
    /// <param name="targets">h of the rows that they go to, [t, inputs].</param>
    /// <param name="edges">The edges.</param>
    /// <param name="hours">Δ of each edge in hours, in the order of the targets, [e], not negative; unused without time.</param>
    /// <param name="states">The state of each edge as one of its number, [e, states] of 0 and 1; null with one state.</param>
    /// <returns>m [t, outputs] and α [e, 1] in the order of the targets.</returns>
    public (Tensor Messages, Tensor Attention) Run(Tensor sources, Tensor targets, EdgeSet edges, Tensor hours, Tensor? states = null)
    {
        ArgumentNullException.ThrowIfNull(edges);
        if (states is null != (_states == 1))
        {
            throw new ArgumentException($"{(states is null ? "no" : "some")} states of edges for a layer of {_states}", nameof(states));
        }

        // a · W h = (Wᵀ a) · h, and Σ α W h = W Σ α h: no row but those of the targets goes through W.
        var (source, back) = (get_parameter("source")!, _linear.Weight.t());
        var scores = EdgeSums.FromSources(sources.matmul(back.matmul(source.unsqueeze(1))), edges)
            + EdgeSums.FromTargets(targets.matmul(back.matmul(get_parameter("target")!.unsqueeze(1))), edges);
        if (_code is not null)
        {
            scores += _code.forward(hours).matmul(get_parameter("time")!.unsqueeze(1));
        }

        var state = states is null ? null : get_parameter("state")!;
        if (state is not null)
        {
            scores += states!.matmul(state.matmul(source.unsqueeze(1)));
        }

        scores = scores.leaky_relu(Slope);
        if (_code is not null)
        {
            scores -= get_parameter("decay")!.softplus() * hours.unsqueeze(1);
        }

        var attention = EdgeSums.Softmax(scores, edges);
        var messages = _linear.forward(EdgeSums.Sum(sources, edges, attention));
        if (state is not null)
        {
            // Σ α U s = (Σ α s) U: one small sum in place of a row for each edge.
            messages += EdgeSums.Sum(states! * attention, edges.AsRows()).matmul(state);
        }

        return (messages, attention);
    }

    /// <summary>The mean in place of attention: m_i = mean over the edges into i of W h_j + U s_ij.</summary>
    /// <param name="sources">[s, inputs].</param>
    /// <param name="edges">The edges.</param>
    /// <param name="states">[e, states] or null.</param>
    /// <returns>[t, outputs].</returns>
    public Tensor Mean(Tensor sources, EdgeSet edges, Tensor? states = null)
    {
        ArgumentNullException.ThrowIfNull(edges);
        var messages = _linear.forward(EdgeSums.Mean(sources, edges));
        return states is null ? messages : messages + EdgeSums.Mean(states, edges.AsRows()).matmul(get_parameter("state")!);
    }

    internal Linear Linear => _linear;

    internal TimeCode? Code => _code;
}
