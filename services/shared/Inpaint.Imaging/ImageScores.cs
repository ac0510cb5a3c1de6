namespace Inpaint.Imaging;

/// <summary>How near a picture is to its target.</summary>
/// <param name="Ssim">Structural similarity as torchmetrics defines it, -1 to 1 (equal).</param>
/// <param name="Mae">Mean absolute difference over pixels and channels, as a share of the range: 0 (equal) to 1.</param>
/// <param name="Rmse">Root of the mean squared difference, as a share of the range: 0 to 1.</param>
/// <param name="Psnr">Peak signal-to-noise ratio in dB; infinite for equal pictures.</param>
/// <param name="Composite">The bike design challenge's score, ((SSIM + 1) / 2 + 10 (1 - MAE)) / 11: at most 1.</param>
/// <param name="HoleSsim">Mean of the SSIM map over the hole's pixels alone; null without a hole.</param>
/// <param name="HoleMae">As <paramref name="Mae"/>, over the hole's pixels alone; null without a hole.</param>
/// <param name="HoleRmse">As <paramref name="Rmse"/>, over the hole's pixels alone; null without a hole.</param>
public sealed record ImageScores(
    double Ssim, double Mae, double Rmse, double Psnr, double Composite, double? HoleSsim, double? HoleMae, double? HoleRmse);
