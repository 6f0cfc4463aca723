using Counterpoise.Torch.Optimizers;

namespace Counterpoise.Learning.Steps;

/// <summary>What a loop does for a step: sums up gradients over processes, sets rates, clips.</summary>
internal interface IStepHost
{
    bool IsShared { get; }

    void BeforeLastBackward();

    void Update(Optimizer optimizer);

    double RateOf(Optimizer optimizer, int group);
}
